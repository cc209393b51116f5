import type { FastifyReply, FastifyRequest, preValidationAsyncHookHandler } from 'fastify';
import { assert } from '#domain/invariant';
import type { CentreService } from '../centre-service.ts';
import { type AuthenticatedDevice, authenticateDevice } from '../devices/authenticate-device.ts';
import type { NonceMemory } from '../devices/nonce-memory.ts';
import { sendError } from './error-reply.ts';
import { rawBodyOf } from './raw-body.ts';

const callers = new WeakMap<FastifyRequest, AuthenticatedDevice>();

/** The device whose signature {@link requireDevice} has verified. */
export function callerOf(request: FastifyRequest): AuthenticatedDevice {
  const caller = callers.get(request);
  assert(caller !== undefined, () => 'the route forgot to ask for a device');
  return caller;
}

/**
 * Lets only enrolled devices pass. A frozen or revoked one may not go on, except where `evenStopped` says that its
 * work is still to be received. Stands before validation: a stranger does not even learn what a body must look like.
 */
export function requireDevice(
  service: CentreService,
  nonces: NonceMemory,
  options: { readonly evenStopped?: boolean } = {},
): preValidationAsyncHookHandler {
  return async (request, reply) => {
    const caller = await authenticateDevice(service, nonces, {
      ...{ method: request.method, path: request.url, body: rawBodyOf(request) },
      device: headerOf(request, 'x-tawi-device'),
      time: headerOf(request, 'x-tawi-time'),
      nonce: headerOf(request, 'x-tawi-nonce'),
      signature: headerOf(request, 'x-tawi-signature'),
    });
    if (!caller.ok) return sendError(reply, caller.error);
    callers.set(request, caller.value);
    return options.evenStopped === true ? undefined : refuseStopped(caller.value, reply);
  };
}

function refuseStopped({ device }: AuthenticatedDevice, reply: FastifyReply): FastifyReply | undefined {
  switch (device.state) {
    case 'active':
      return undefined;
    case 'frozen':
      return sendError(reply, { code: 'DEVICE_FROZEN' });
    case 'revoked':
      return sendError(reply, { code: 'device/revoked' });
  }
}

function headerOf(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

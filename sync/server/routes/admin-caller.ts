import type { FastifyReply, FastifyRequest, preValidationAsyncHookHandler } from 'fastify';
import { hasPermission, isRole, type Permission } from '#domain/identity/permissions';
import { assert } from '#domain/invariant';
import type { Result } from '#domain/result';
import type { AdminContext, AdminError } from '../admin/admin-context.ts';
import { findSession } from '../admin/sessions.ts';
import type { CentreService } from '../centre-service.ts';
import { sendError } from './error-reply.ts';

const admins = new WeakMap<FastifyRequest, AdminContext>();

/** The person whose session {@link requirePermission} has found. */
export function adminOf(request: FastifyRequest): AdminContext {
  const admin = admins.get(request);
  assert(admin !== undefined, () => 'the route forgot to ask for a permission');
  return admin;
}

/** {@link requirePermission} of one service. */
export type May = (...permissions: readonly Permission[]) => preValidationAsyncHookHandler;

/** Lets people of the centre pass who hold any of these permissions. */
export function requirePermission(
  service: CentreService,
  ...permissions: readonly Permission[]
): preValidationAsyncHookHandler {
  return async (request, reply) => {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const user = token === undefined ? undefined : await findSession(service, token);
    if (user === undefined) return sendError(reply, { code: 'session/missing' });
    const roles = user.roles.filter(isRole);
    if (!permissions.some((permission) => hasPermission(roles, permission))) {
      return sendError(reply, { code: 'session/not-allowed', permission: permissions.join(',') });
    }
    admins.set(request, { service, tenantId: user.tenantId, userId: user.userId });
    return undefined;
  };
}

/** The value of a piece of work, or its refusal. */
export function sendResult<T>(reply: FastifyReply, result: Result<T, AdminError>): T | FastifyReply {
  return result.ok ? result.value : sendError(reply, result.error);
}

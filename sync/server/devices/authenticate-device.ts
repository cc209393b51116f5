import { type DeviceRecord, findDevice } from '#db/postgres/repositories/devices';
import { findTenantOf } from '#db/postgres/repositories/tenants';
import { hexToBytes, isHexOf } from '#domain/codec/bytes';
import { canonicalJsonBytes } from '#domain/codec/jcs';
import { isIsoInstant } from '#domain/codec/json-shape';
import { isUuid } from '#domain/codec/uuid';
import { err, ok, type Result } from '#domain/result';
import { domainMessage } from '#domain/signing/ed25519';
import type { CentreService } from '../centre-service.ts';
import { nodeVerify, sha256Hex } from '../keys/node-signing.ts';
import type { NonceMemory } from './nonce-memory.ts';

/** A request as it came, before anything in it is believed. */
export type SignedRequest = {
  readonly method: string;
  /** With its query string. */
  readonly path: string;
  readonly body: Uint8Array;
  /** The headers `x-tawi-device`, `x-tawi-time`, `x-tawi-nonce`, `x-tawi-signature`. */
  readonly device: string;
  readonly time: string;
  readonly nonce: string;
  readonly signature: string;
};

export type AuthenticatedDevice = {
  readonly tenantId: string;
  readonly device: DeviceRecord;
  /** The centre's clock minus the device's, ms, from the signed time of this request. */
  readonly clockOffsetMs: number;
};

/** One code for all of it: who guesses learns nothing. */
export type AuthenticationError =
  | { readonly code: 'device/not-authenticated' }
  | { readonly code: 'device/replayed' };

const REFUSED = { code: 'device/not-authenticated' } as const;

/**
 * Which device sent this request (`wire.ts`): its Ed25519 signature covers method, path, body, time and nonce. The time
 * is a clock sample and never a reason to refuse, because offices have bad clocks; a replay is told by its nonce.
 */
export async function authenticateDevice(
  service: CentreService,
  nonces: NonceMemory,
  request: SignedRequest,
): Promise<Result<AuthenticatedDevice, AuthenticationError>> {
  const { device: deviceId, time, nonce, signature } = request;
  const isWellFormed = isUuid(deviceId) && isIsoInstant(time) && isHexOf(nonce, 16) && isHexOf(signature, 64);
  if (!isWellFormed) return err(REFUSED);
  const tenantId = await findTenantOf(service.database.open, 'device', deviceId);
  if (tenantId === undefined) return err(REFUSED);
  const device = await service.database.transaction(tenantId, (tx) => findDevice(tx, deviceId));
  if (device === undefined) return err(REFUSED);
  const statement = {
    body_sha256: sha256Hex(request.body),
    device: deviceId,
    method: request.method,
    nonce,
    path: request.path,
    time,
  };
  const message = domainMessage('g2p/request/v1', canonicalJsonBytes(statement));
  if (!nodeVerify(hexToBytes(signature), message, hexToBytes(device.publicKey))) return err(REFUSED);
  const nowMs = service.nowMs();
  // Only a genuine request uses up a nonce, so nobody can burn another's.
  if (!nonces.take(deviceId, nonce, nowMs)) return err({ code: 'device/replayed' });
  return ok({ tenantId, device, clockOffsetMs: nowMs - Date.parse(time) });
}

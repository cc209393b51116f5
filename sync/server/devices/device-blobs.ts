import type { Readable } from 'node:stream';
import { findBlob, insertBlob } from '#db/postgres/repositories/blobs';
import { err, ok, type Result } from '#domain/result';
import { type CentreService, nowOf } from '../centre-service.ts';
import { sha256Hex } from '../keys/node-signing.ts';
import type { AuthenticatedDevice } from './authenticate-device.ts';

export type BlobError =
  /** The bytes are not those of their name; nothing was stored. */
  { readonly code: 'blob/hash-mismatch' } | { readonly code: 'blob/not-found' };

/** Where an encrypted document lies: by tenant and content, as opaque bytes. */
function blobKey(tenantId: string, sha256: string): string {
  return `documents/${tenantId}/${sha256.slice(0, 2)}/${sha256}`;
}

/** Stores an encrypted document of the device's office. Sending it again is harmless. */
export async function putBlob(
  service: CentreService,
  { tenantId, device }: AuthenticatedDevice,
  sha256: string,
  bytes: Uint8Array,
): Promise<Result<{ readonly sizeBytes: number }, BlobError>> {
  if (sha256Hex(bytes) !== sha256) return err({ code: 'blob/hash-mismatch' });
  const stored = await service.objects.put(blobKey(tenantId, sha256), bytes, { sha256 });
  if (!stored.ok) return err({ code: 'blob/hash-mismatch' });
  await service.database.transaction(tenantId, (tx) =>
    insertBlob(tx, {
      sha256,
      officeId: device.officeId,
      sizeBytes: bytes.length,
      deviceNo: device.deviceNo,
      receivedAt: nowOf(service),
    }),
  );
  return ok({ sizeBytes: bytes.length });
}

/** An encrypted document of the device's own office; another office's is as good as none. */
export async function getBlob(
  service: CentreService,
  { tenantId, device }: AuthenticatedDevice,
  sha256: string,
): Promise<Result<{ readonly sizeBytes: number; readonly stream: Readable }, BlobError>> {
  const known = await service.database.transaction(tenantId, (tx) => findBlob(tx, sha256, device.officeId));
  if (known === undefined) return err({ code: 'blob/not-found' });
  const object = await service.objects.get(blobKey(tenantId, sha256));
  return object === undefined ? err({ code: 'blob/not-found' }) : ok(object);
}

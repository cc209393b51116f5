import { bytesToHex } from '#domain/codec/bytes';
import { err, ok, type Result } from '#domain/result';
import type { CallContext } from '#host/call-context';
import type { StoredDocument } from '#host/document-vault';
import type { WriteTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';

/** An upload that a form names, and what it is. */
export type UploadedDocument = { readonly ticket: string; readonly tag: RowOf<'document'>['tag'] };
/** Encrypted and on disk, not yet anybody's. */
export type SealedUpload = UploadedDocument & { readonly stored: StoredDocument };
export type SealRefusal = {
  readonly code:
    | 'documents/unknown-ticket'
    | 'documents/wrong-type'
    | 'documents/too-large'
    | 'documents/empty';
  /** Which of the uploads, counted from 0. */
  readonly data: { readonly index: number };
};

/**
 * For `prepare`: encrypts the uploads of a form. Their tickets stay good, so that a form refused for another reason
 * can be sent again; {@link dropUploads} uses them up.
 */
export async function sealUploads(
  uploads: readonly UploadedDocument[],
  { files, channel, documents, ids }: CallContext,
): Promise<Result<readonly SealedUpload[], SealRefusal>> {
  const sealed: SealedUpload[] = [];
  for (const [index, upload] of uploads.entries()) {
    const file = files.readUpload(channel, upload.ticket);
    if (!file.ok) return err({ ...file.error, data: { index } });
    const stored = await documents.put(ids.next(), file.value.bytes);
    if (!stored.ok) return err({ code: stored.error.code, data: { index } });
    sealed.push({ ...upload, stored: stored.value });
  }
  return ok(sealed);
}

/** For `run`: makes a sealed upload a document of a registrant; it travels to the centre by itself. Returns its id. */
export function attachDocument(
  tx: WriteTx,
  sealed: SealedUpload,
  registrantId: string,
  { actor, office, clock }: CallContext,
): string {
  const { stored, tag } = sealed;
  const { documentId, mime, sizeBytes, blobSha256, blobBytes, wrappedKey } = stored;
  const addedAt = new Date(clock.correctedMs()).toISOString();
  tx.office.blobs.add({ sha256: bytesToHex(blobSha256), sizeBytes: blobBytes, state: 'waiting', addedAt });
  tx.operations.record({
    type: 'document.attach',
    payload: {
      documentId,
      registrantId,
      officeId: office.officeId,
      tag,
      mime,
      sizeBytes,
      blobSha256,
      wrappedKey,
      addedAt,
    },
    entity: documentId,
    actor,
  });
  return documentId;
}

/** For `after`: the form is saved, its tickets are worth nothing any more. */
export function dropUploads(uploads: readonly UploadedDocument[], { files }: CallContext): void {
  for (const { ticket } of uploads) files.dropUpload(ticket);
}

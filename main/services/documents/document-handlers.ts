import { hexToBytes } from '#domain/codec/bytes';
import { err, ok } from '#domain/result';
import { type HandlerTable, handlePrepared } from '#host/handlers';
import type { SyncControl } from '#host/sync-control';

const ENDINGS = { 'image/png': 'png', 'image/jpeg': 'jpg', 'application/pdf': 'pdf' } as const;

/**
 * Showing a document: it leaves the vault by a one-use ticket, and the audit row stands before it does. One that
 * another PC of the office took is fetched when there is a line.
 */
export function documentHandlers(sync: Pick<SyncControl, 'fetchDocument'>) {
  return {
    'documents.open': handlePrepared('documents.open', {
      prepare: async ({ documentId }, { read, documents }) => {
        const row = read((tx) => tx.rows.get('document', documentId));
        if (row === undefined) return err({ code: 'documents/not-found' });
        const stored = {
          documentId,
          blobSha256: hexToBytes(row.blobSha256),
          wrappedKey: hexToBytes(row.wrappedKey),
        };
        if (!documents.has(stored.blobSha256)) await sync.fetchDocument(row.blobSha256);
        const opened = await documents.open(stored);
        return opened.ok ? ok({ ...opened.value, tag: row.tag }) : opened;
      },
      run: (_tx, _input, { files, channel }, { bytes, mime, tag }) => {
        const name = `${tag}.${ENDINGS[mime]}`;
        return ok({ ticket: files.offerDownload(channel, { name, mime, bytes }), mime, name });
      },
      auditObject: ({ documentId }) => documentId,
    }),
  } satisfies Partial<HandlerTable>;
}

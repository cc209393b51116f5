import type { Result } from '#domain/result';

export type DocumentMime = 'image/png' | 'image/jpeg' | 'application/pdf';

/** A document as it lies in the vault; these values go into its `document` row. */
export type StoredDocument = {
  readonly documentId: string;
  readonly mime: DocumentMime;
  /** Size of the document itself, in bytes. */
  readonly sizeBytes: number;
  /** SHA-256 of the encrypted file: its name here and at the object store. */
  readonly blobSha256: Uint8Array;
  /** Size of the encrypted file, which is what travels. */
  readonly blobBytes: number;
  /** The document's own key, sealed under the office key and bound to the document id. */
  readonly wrappedKey: Uint8Array;
};

export type PutRefusal =
  | { readonly code: 'documents/too-large'; readonly maxBytes: number }
  /** Neither PNG, JPEG nor PDF by its first bytes, whatever its name says. */
  | { readonly code: 'documents/wrong-type' }
  | { readonly code: 'documents/empty' };

export type OpenRefusal =
  /** The row is known, the file has not been fetched to this PC. */
  | { readonly code: 'documents/not-on-this-pc' }
  /** Changed, cut short, swapped for another document's, or sealed for another office. */
  | { readonly code: 'documents/damaged' };

/** Encrypted documents of registrants, outside the database. Nothing readable ever lies in the folder. */
export type DocumentVault = {
  /** Encrypts and stores on disk before it returns. Do it in `prepare`; a file no row names is swept later. */
  readonly put: (documentId: string, bytes: Uint8Array) => Promise<Result<StoredDocument, PutRefusal>>;
  readonly open: (
    stored: Pick<StoredDocument, 'documentId' | 'blobSha256' | 'wrappedKey'>,
  ) => Promise<Result<{ readonly bytes: Uint8Array; readonly mime: DocumentMime }, OpenRefusal>>;
  readonly has: (blobSha256: Uint8Array) => boolean;
};

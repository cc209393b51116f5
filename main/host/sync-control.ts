import type { OutputOf } from '#contract/contract';

/** What services may ask of the exchange with the centre; it runs by itself whether asked or not. */
export type SyncControl = {
  /** Counts from the database, the rest from the lanes. */
  readonly status: () => OutputOf<'sync.status'>;
  /** One whole round at once. Never rejects; without a line it says so. */
  readonly syncNow: () => Promise<OutputOf<'sync.now'>>;
  /** Brings an encrypted document that this PC does not hold into the vault's folder; false without a line. */
  readonly fetchDocument: (blobSha256: string) => Promise<boolean>;
};

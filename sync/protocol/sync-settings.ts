/**
 * Names under which the sync client keeps its own memory in the office's settings. Services read `restoredCopy`:
 * while it is set, redemption and approval stop and the window says why (sync design 3.14).
 */
export const syncSettings = {
  /** Epoch of the centre's database as last heard. */
  serverEpoch: 'sync.server-epoch',
  /** {@link RestoredCopy} while the centre is ahead of this database, absent otherwise. */
  restoredCopy: 'sync.restored-copy',
  /** {@link AuditReceipt}: how far the centre holds the audit trail. */
  auditReceipt: 'sync.audit-receipt',
  /** UTC instant of the last complete pull: how fresh the rows are. */
  fetchedAt: 'sync.fetched-at',
} as const;

/** The centre has heard more from this device than this database remembers saying. */
export type RestoredCopy = {
  readonly seenAt: string;
  /** Last sequence the centre has, and ours. */
  readonly centreSeq: number;
  readonly ourSeq: number;
};

/** The centre's countersignature over the head of the audit trail. */
export type AuditReceipt = {
  readonly seq: number;
  readonly head: string;
  readonly signature: string;
  readonly at: string;
};

import type { AuditChainError, AuditHead, ChainedAuditRow } from '#domain/audit/audit-chain';
import type { Result } from '#domain/result';

/** What somebody did, without names or numbers of people: object ids, and keyed hashes of search words. */
export type AuditEntry = {
  /** UTC instant with milliseconds. */
  readonly at: string;
  /** 0 before anybody signed in. */
  readonly actorNo: number;
  readonly action: string;
  readonly object: string;
  readonly purpose: string | null;
  /** Hashes of the object before and after, or of what was asked; 64 hex digits. */
  readonly beforeSha256?: string | null;
  readonly afterSha256?: string | null;
};
/** A row for people to read. */
export type AuditLine = Required<AuditEntry> & {
  readonly seq: number;
  readonly hlc: string;
  readonly deviceNo: number;
};

export type AuditReads = {
  /** Newest first, those before `beforeSeq` when given. */
  readonly page: (query: { readonly beforeSeq?: number; readonly limit: number }) => readonly AuditLine[];
  readonly head: () => AuditHead;
  /** Rows after `seq` in order, with their hashes, as the centre wants them. */
  readonly rowsAfter: (seq: number, limit: number) => readonly ChainedAuditRow[];
  /** Walks the chain row by row, from the beginning or from a head verified before; names the first bad row. */
  readonly verify: (from?: AuditHead) => Result<AuditHead, AuditChainError>;
};
export type AuditWrites = {
  /** Chains the row to the last one. Returns the new head. */
  readonly append: (entry: AuditEntry) => AuditHead;
};

import type { Result } from '#domain/result';

/** Small things a desk keeps for itself: drafts, settings, numbers to give out, refused scans, replies given. */

export type Draft = {
  readonly draftId: string;
  readonly userId: string;
  readonly kind: string;
  readonly title: string;
  /** JSON value. */
  readonly body: unknown;
  readonly savedAt: string;
};
export type DraftReads = {
  /** Of one user, newest first. */
  readonly list: (userId: string) => readonly Omit<Draft, 'body'>[];
  readonly get: (userId: string, draftId: string) => Draft | undefined;
};
export type DraftWrites = {
  /** False when the draft belongs to somebody else. */
  readonly save: (draft: Draft) => boolean;
  readonly discard: (userId: string, draftId: string) => boolean;
};

export type SettingReads = {
  /** JSON value, undefined when never set. */
  readonly get: (name: string) => unknown;
};
export type SettingWrites = {
  readonly set: (name: string, value: unknown) => void;
  readonly remove: (name: string) => void;
};

export type NumberSeries = 'registration' | 'receipt' | 'claim';
export type NumberRange = {
  readonly series: NumberSeries;
  readonly prefix: string;
  readonly firstNo: number;
  readonly lastNo: number;
  /** `lastNo + 1` when used up. */
  readonly nextNo: number;
};
export type NumbersExhausted = { readonly code: 'numbers/exhausted'; readonly series: NumberSeries };
export type NumberReads = {
  readonly list: () => readonly NumberRange[];
  /** How many numbers are left in all ranges of the series. */
  readonly left: (series: NumberSeries) => number;
};
export type NumberWrites = {
  /** A range granted by the centre. The same range again changes nothing; one that overlaps another throws. */
  readonly grant: (range: Omit<NumberRange, 'nextNo'>) => void;
  /** The next number of the lowest range with any left; each is given once, whatever process asks. */
  readonly take: (
    series: NumberSeries,
  ) => Result<{ readonly prefix: string; readonly number: number }, NumbersExhausted>;
};

export type ScanRefusal = {
  readonly at: string;
  readonly code: string;
  readonly voucherId: string | null;
  readonly shortCode: string | null;
  readonly userNo: number;
};
/** Instants; `until` is not included. */
export type Span = { readonly from: string; readonly until: string };
export type ScanRefusalReads = {
  /** Newest first. */
  readonly list: (span: Span & { readonly limit: number }) => readonly ScanRefusal[];
  readonly count: (span: Span) => number;
};
export type ScanRefusalWrites = { readonly add: (refusal: ScanRefusal) => void };

export type StoredReply = {
  readonly requestId: string;
  readonly userId: string;
  readonly method: string;
  /** JSON value. */
  readonly reply: unknown;
  readonly at: string;
};
export type IdempotencyReads = {
  /** The caller compares user and method: a request id of somebody else is not answered. */
  readonly get: (requestId: string) => StoredReply | undefined;
};
export type IdempotencyWrites = {
  /** Throws when the request id was stored before. */
  readonly put: (reply: StoredReply) => void;
  /** Returns how many went. */
  readonly prune: (before: string) => number;
};

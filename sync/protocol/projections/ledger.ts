import { utf8Encode } from '#domain/codec/utf8';
import { uuidFromHash } from '#domain/codec/uuid';
import { type LedgerEvent, postingsFor } from '#domain/ledger/postings';
import { sha256 } from '#domain/signing/sha256';
import type { RowWrite } from '../projection.ts';
import { rowAfter } from './row-image.ts';

/** Whose books an entry stands in, and when. */
export type EntryPlace = {
  readonly officeId: string;
  readonly programId: string;
  /** Null where the event spans cycles. */
  readonly cycleId: string | null;
  /** UTC instant from the operation, never "now": office and centre must post the same row. */
  readonly postedAt: string;
  /** Day of the event where the operation names one, else the instant's day in UTC. */
  readonly postedOn?: string;
};

/** Id of the one entry that a kind of event may have for a thing; both sides compute the same. */
export function ledgerEntryId(kind: LedgerEvent['kind'], refId: string): string {
  return uuidFromHash(sha256(utf8Encode(`ledger|${kind}|${refId}`)));
}

/** The entry of an event as a row; none where nothing moved, for an entry of zero says nothing. */
export function ledgerRows(event: LedgerEvent, place: EntryPlace): readonly RowWrite[] {
  if (event.amountMinor === 0) return [];
  const { kind, refId, currency, lines } = postingsFor(event);
  const { officeId, programId, cycleId, postedAt, postedOn = postedAt.slice(0, 10) } = place;
  return [
    rowAfter('ledgerEntry', {
      entryId: ledgerEntryId(kind, refId),
      ...{ officeId, programId, cycleId, kind, refId, currency, postedOn, postedAt },
      lines: lines.map(({ account, amountMinor }) => ({ account, amountMinor })),
    }),
  ];
}

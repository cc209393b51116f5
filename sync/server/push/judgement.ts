import type { Spending, VoucherSpending } from '#db/postgres/repositories/funds';
import type { OfficerKey } from '#db/postgres/repositories/officer-keys';
import type { LoggedVerdict, VerdictData } from '#db/postgres/repositories/op-log.sql';
import type { RowWrite } from '#sync/protocol/projection';
import type { VerdictCode } from '#sync/protocol/wire';
import type { WithdrawnRow } from '../commit/commit-changes.ts';

/** Why the centre does not take an operation as it is. `data` explains it in scalars, for the person's screen. */
export type Refusal = { readonly code: VerdictCode; readonly data?: VerdictData };

/** What an operation does besides rows: rights to money and single uses, held by constraints of the database. */
export type Effect =
  | {
      readonly kind: 'register-key';
      readonly codeSha256: string;
      readonly key: Omit<OfficerKey, 'revokedAt'>;
    }
  | { readonly kind: 'spend-escrow'; readonly spending: Spending }
  | { readonly kind: 'spend-voucher'; readonly spending: VoucherSpending }
  | {
      readonly kind: 'use-certificate';
      readonly certificateId: string;
      readonly count: number;
      readonly totalMinor: number;
    }
  | { readonly kind: 'claim'; readonly claimId: string; readonly redemptionIds: readonly string[] }
  | { readonly kind: 'release-claim'; readonly claimId: string };

/** The verdict on one operation with everything it does to the database. */
export type Judgement = {
  readonly verdict: LoggedVerdict['verdict'];
  /** Null for ACCEPTED and MERGED. */
  readonly code: VerdictCode | null;
  readonly data: VerdictData;
  readonly caseId: string | null;
  readonly writes: readonly RowWrite[];
  readonly withdrawn: readonly WithdrawnRow[];
  readonly effects: readonly Effect[];
};

/** A verdict without any effect: the operation is kept in the log and that is all. */
export function withoutEffect(verdict: 'REJECTED' | 'HELD', refusal: Refusal): Judgement {
  const { code, data = {} } = refusal;
  return { verdict, code, data: tidy(data), caseId: null, writes: [], withdrawn: [], effects: [] };
}

/** Texts in a verdict may come from a foreign operation: shortened, and without characters PostgreSQL refuses. */
export function tidy(data: VerdictData): VerdictData {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? tidyText(value) : value]),
  );
}

function tidyText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 200);
}

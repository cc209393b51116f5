import type {
  EnrolledMember,
  EntitlementLine,
  NamePosition,
  PaymentReads,
  RedemptionLine,
  VoucherLine,
} from '#ports/payment-queries';
import type { ReadTx } from '../open.ts';
import { createStatements } from '../statements.ts';
import * as text from './payment-queries.sql.ts';

type Totals = { readonly totalMinor: number };
const start = (after: NamePosition): readonly [string, string, string] => [
  after?.name ?? '',
  after?.name ?? '',
  after?.id ?? '',
];

/** Money lists and sums over one connection; they run inside the caller's transaction. */
export function createPaymentQueries(database: ReadTx): PaymentReads {
  const run = runner(database);
  return { ...lists(run), ...sums(run) };
}

type Runner = ReturnType<typeof runner>;
type ListNames =
  | 'enrolledMembers'
  | 'entitlements'
  | 'entitlementSample'
  | 'vouchers'
  | 'sheet'
  | 'redemptionsOn'
  | 'unclaimed';

function lists({ all, one }: Runner): Pick<PaymentReads, ListNames> {
  return {
    enrolledMembers: (programId) =>
      all<EnrolledMember>('enrolledMembers', text.enrolledMembersSql, [programId]),
    entitlements: ({ sliceId, preparation, after, limit }) =>
      all<EntitlementLine>('entitlements', text.entitlementsSql, [
        sliceId,
        preparation,
        ...start(after),
        limit,
      ]),
    entitlementSample: ({ sliceId, preparation, size }) =>
      all<EntitlementLine>('entitlementSample', text.entitlementSampleSql, [
        sliceId,
        preparation,
        size,
        size,
      ]),
    vouchers: ({ cycleId, text: wanted, after, limit }) => {
      const filter = [cycleId, cycleId, wanted.replaceAll('-', '').toUpperCase(), wanted];
      return {
        rows: all<VoucherLine>('vouchers', text.vouchersSql, [...filter, ...start(after), limit]),
        total: one<{ total: number }>('voucherTotal', text.voucherTotalSql, filter)?.total ?? 0,
      };
    },
    sheet: ({ sliceId, from, count }) => all<VoucherLine>('sheet', text.sheetSql, [sliceId, count, from]),
    redemptionsOn: (day, deviceNo) =>
      all<RedemptionLine>('redemptionsOn', text.redemptionsOnSql, [day, deviceNo]),
    unclaimed: (providerId, programId) =>
      all<RedemptionLine>('unclaimed', text.unclaimedSql, [providerId, programId]),
  };
}

function sums({ all, one }: Runner): Omit<PaymentReads, ListNames> {
  return {
    compareSlices: (now, before) =>
      one<{ joined: number; left: number; changed: number }>('compareSlices', text.compareSlicesSql, [
        now.sliceId,
        now.preparation,
        before.sliceId,
        before.preparation,
      ]) ?? { joined: 0, left: 0, changed: 0 },
    committedMinor: (programId, cycleId) =>
      one<Totals>('committed', text.committedSql, [programId, cycleId])?.totalMinor ?? 0,
    voucherCounts: (sliceId) =>
      one<{ issued: number; printed: number; redeemed: number }>('voucherCounts', text.voucherCountsSql, [
        sliceId,
      ]) ?? {
        issued: 0,
        printed: 0,
        redeemed: 0,
      },
    issuedUnder: (kid, programId) =>
      one<{ count: number; totalMinor: number }>('issuedUnder', text.issuedUnderSql, [kid, programId]) ?? {
        count: 0,
        totalMinor: 0,
      },
    unclaimedTotals: () =>
      all<{ providerId: string; count: number; totalMinor: number }>(
        'unclaimedTotals',
        text.unclaimedTotalsSql,
        [],
      ),
    claimOf: (redemptionId) =>
      one<{ claimId: string; claimNo: string }>('claimOf', text.claimOfSql, [redemptionId]),
    redemptionsOnlyHere: () =>
      one<{ redemptions: number; amountMinor: number }>('onlyHere', text.onlyHereSql, []) ?? {
        redemptions: 0,
        amountMinor: 0,
      },
  };
}

type Values = readonly (string | number | null)[];
function runner(database: ReadTx) {
  const prepared = createStatements(database.$client);
  return {
    all: <Row>(name: string, sql: string, values: Values): readonly Row[] =>
      prepared<Row>(name, () => sql).all(...values),
    one: <Row>(name: string, sql: string, values: Values): Row | undefined =>
      prepared<Row>(name, () => sql).get(...values),
  };
}

import { afterAll, describe, expect, it } from 'vitest';
import type { AnyRow, RowOf, TableName } from '#sync/protocol/rows/replicated-tables';
import { createRowReads, createRowWrites } from './row-store.ts';
import * as sample from './testing/sample-rows.ts';
import { sampleId } from './testing/sample-rows.ts';
import { tempReplica } from './testing/temp-replica.ts';

const temp = tempReplica();
const { replica } = temp;
const reads = createRowReads(replica.client);
const writes = createRowWrites(replica.client, reads);
afterAll(temp.remove);

class Undo extends Error {}

/** Runs `work` in a transaction of its own that is always undone; gives what it refused with, or `stored`. */
function outcomeOf(work: () => void): string {
  try {
    replica.write(() => {
      work();
      throw new Undo();
    });
  } catch (error) {
    if (error instanceof Undo) return 'stored';
    if (error instanceof Error && error.name === 'SqliteError') return error.message;
    throw error;
  }
  return 'unreachable';
}

function put<T extends TableName>(table: T, row: RowOf<T>, seq?: number): void {
  writes.upsert(table, row, seq);
}
function putAll(rows: readonly AnyRow[]): void {
  for (const { table, row: values } of rows) put(table, values);
}
const row = <T extends TableName>(table: T, values: RowOf<T>): AnyRow => ({ table, row: values }) as AnyRow;

const second = sampleId(2);
const other = sampleId(77);
const voucher = row('voucher', sample.sampleVoucher);
const partial = row('program', { ...sample.sampleProgram, partialAllowed: true });
const half = { ...sample.sampleRedemption, amountMinor: 20_000 };

/** What stands there, what is written next by this office, and the rule that refuses it. */
const refused: readonly (readonly [string, readonly AnyRow[], AnyRow, string])[] = [
  [
    'a second person from one row of an import file',
    [row('registrant', { ...sample.sampleRegistrant, importKey: 'people:7' })],
    row('registrant', { ...sample.sampleRegistrant, registrantId: second, importKey: 'people:7' }),
    'rule/imported-twice',
  ],
  [
    'a second head of a group',
    [row('membership', sample.sampleMembership)],
    row('membership', { ...sample.sampleMembership, membershipId: second, individualId: other }),
    'rule/two-heads',
  ],
  [
    'a person twice in a group',
    [row('membership', sample.sampleMembership)],
    row('membership', { ...sample.sampleMembership, membershipId: second, isHead: false }),
    'rule/member-twice',
  ],
  [
    'a second enrolment in a programme',
    [row('enrolment', { ...sample.sampleEnrolment, state: 'not_eligible' })],
    row('enrolment', { ...sample.sampleEnrolment, enrolmentId: second }),
    'rule/enrolled-twice',
  ],
  [
    'a second signature for a stage',
    [row('approval', sample.sampleApproval)],
    row('approval', { ...sample.sampleApproval, approvalId: second, personId: other }),
    'rule/stage-signed-twice',
  ],
  [
    'a second stage signed by one person',
    [row('approval', sample.sampleApproval)],
    row('approval', { ...sample.sampleApproval, approvalId: second, stage: 2 }),
    'rule/stage-signed-twice',
  ],
  [
    'a second stage of a claim signed by one person',
    [row('claimApproval', sample.sampleClaimApproval)],
    row('claimApproval', { ...sample.sampleClaimApproval, claimApprovalId: second, stage: 2 }),
    'rule/stage-signed-twice',
  ],
  [
    'a second voucher for an entitlement',
    [voucher],
    row('voucher', { ...sample.sampleVoucher, voucherId: second }),
    'rule/two-vouchers',
  ],
  [
    'a second redemption of a voucher',
    [voucher, row('redemption', half)],
    row('redemption', { ...half, redemptionId: second }),
    'rule/redeemed-twice',
  ],
  [
    'redemptions in parts above the amount of the voucher',
    [voucher, partial, row('redemption', half)],
    row('redemption', { ...half, redemptionId: second, amountMinor: 20_001 }),
    'rule/redeemed-above-amount',
  ],
  [
    'one redemption above the amount of the voucher',
    [voucher],
    row('redemption', { ...sample.sampleRedemption, amountMinor: 40_001 }),
    'rule/redeemed-above-amount',
  ],
  [
    'a redemption claimed twice',
    [row('claim', sample.sampleClaim), row('claimLine', sample.sampleClaimLine)],
    row('claimLine', { ...sample.sampleClaimLine, claimLineId: second, claimId: second }),
    'rule/claimed-twice',
  ],
  [
    'a ledger entry that does not balance',
    [],
    row('ledgerEntry', {
      ...sample.sampleLedgerEntry,
      lines: [
        { account: 'a', amountMinor: 5 },
        { account: 'b', amountMinor: -4 },
      ],
    }),
    'rule/ledger-unbalanced',
  ],
];

describe('the office database', () => {
  it.each(refused)('refuses %s', (_, standing, next, rule) => {
    const putStanding = () => putAll(standing);
    const local = outcomeOf(() => {
      putStanding();
      put(next.table, next.row);
    });
    const again = outcomeOf(() => {
      putStanding();
      putStanding();
    });
    const pulled = outcomeOf(() => {
      putStanding();
      put(next.table, next.row, 12);
    });
    expect({ local, again, pulled }).toEqual({ local: rule, again: 'stored', pulled: 'stored' });
  });

  it.each<readonly [string, readonly AnyRow[]]>([
    [
      'a new head when the old one has left',
      [
        row('membership', { ...sample.sampleMembership, endDate: '2026-11-20' }),
        row('membership', { ...sample.sampleMembership, membershipId: second, individualId: other }),
      ],
    ],
    [
      'the stages of a list by two persons, and again after it was sent back',
      [
        row('approval', sample.sampleApproval),
        row('approval', {
          ...sample.sampleApproval,
          approvalId: second,
          stage: 2,
          personId: other,
          decision: 'return',
        }),
        row('approval', { ...sample.sampleApproval, approvalId: sampleId(3), preparation: 2 }),
      ],
    ],
    [
      'a voucher in place of a revoked one',
      [
        row('voucher', { ...sample.sampleVoucher, state: 'revoked' }),
        row('voucher', { ...sample.sampleVoucher, voucherId: second, reissueNo: 1 }),
      ],
    ],
    [
      'redemption in parts where the programme allows it',
      [partial, voucher, row('redemption', half), row('redemption', { ...half, redemptionId: second })],
    ],
    [
      'a redemption after the first was reversed',
      [
        voucher,
        row('redemption', { ...sample.sampleRedemption, state: 'reversed' }),
        row('redemption', { ...sample.sampleRedemption, redemptionId: second }),
      ],
    ],
    [
      'a redemption claimed again after its claim was sent back',
      [
        row('claim', { ...sample.sampleClaim, state: 'returned' }),
        row('claimLine', sample.sampleClaimLine),
        row('claimLine', { ...sample.sampleClaimLine, claimLineId: second, claimId: second }),
      ],
    ],
    ['a ledger entry that balances', [row('ledgerEntry', sample.sampleLedgerEntry)]],
  ])('accepts %s', (_, rows) => {
    expect(outcomeOf(() => putAll(rows))).toBe('stored');
  });

  it.each<readonly [string, AnyRow]>([
    ['a negative amount', row('voucher', { ...sample.sampleVoucher, amountMinor: -1 })],
    ['an amount that is not safe', row('redemption', { ...sample.sampleRedemption, amountMinor: 2 ** 53 })],
    ['a fraction of a minor unit', row('claim', { ...sample.sampleClaim, totalMinor: 0.5 })],
  ])('refuses %s even from the centre', (_, { table, row: values }) => {
    expect(outcomeOf(() => put(table, values, 5))).toMatch(/CHECK constraint failed|cannot store REAL value/);
  });
});

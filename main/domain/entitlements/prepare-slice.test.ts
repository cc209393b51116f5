import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EligibilitySubject } from '../eligibility/eligibility-subject.ts';
import type { DefaultManager } from './amount.ts';
import { prepareSlice, type SliceMember } from './prepare-slice.ts';

const context = { today: '2026-11-20' };
const subject: EligibilitySubject = {
  facts: {},
  birthDate: null,
  areaIds: [],
  idTypes: [],
  programs: [],
  pmtScoreMicro: null,
  members: [],
};
const manager: DefaultManager = {
  kind: 'default',
  version: 1,
  roundToMinor: 1,
  transferFee: { kind: 'none' },
  amountPerCycleMinor: 0,
  amountPerMemberMinor: 100,
  mostMembers: 0,
};

function member(registrantId: string, memberCount: number, changes: Partial<SliceMember> = {}): SliceMember {
  return {
    registrantId,
    enrolmentId: `e-${registrantId}`,
    enrolmentState: 'enrolled',
    hasOpenDuplicate: false,
    isRecordUsable: true,
    rank: 0,
    subject,
    memberCount,
    ...changes,
  };
}

function prepare(members: readonly SliceMember[], reservationMinor: number) {
  const { lines, exceptions, ...totals } = prepareSlice({ members, manager, reservationMinor, context });
  return {
    paid: lines.map((line) => [line.registrantId, line.amountMinor]),
    aside: exceptions.map((exception) => [exception.registrantId, exception.reason.code]),
    ...totals,
  };
}

test('everybody who is due gets a line, everybody else a reason', () => {
  expect(
    prepare(
      [
        member('d', 4, { enrolmentState: 'paused' }),
        member('b', 2),
        member('a', 3),
        member('c', 1, { hasOpenDuplicate: true }),
        member('e', 0),
        member('f', 1, { isRecordUsable: false }),
        member('b', 2),
      ],
      1000,
    ),
  ).toEqual({
    paid: [
      ['a', 300],
      ['b', 200],
    ],
    aside: [
      ['b', 'entitlement/twice-in-list'],
      ['c', 'entitlement/open-duplicate'],
      ['d', 'entitlement/not-enrolled'],
      ['e', 'entitlement/nothing-due'],
      ['f', 'entitlement/record-not-usable'],
    ],
    totalMinor: 500,
    leftMinor: 500,
    missingMinor: 0,
  });
});

test('when the money ends, the rest waits in order: a smaller amount does not overtake', () => {
  expect(
    prepare([member('a', 3, { rank: 1 }), member('b', 4, { rank: 2 }), member('c', 1, { rank: 3 })], 600),
  ).toEqual({
    paid: [['a', 300]],
    aside: [
      ['b', 'entitlement/over-reservation'],
      ['c', 'entitlement/over-reservation'],
    ],
    totalMinor: 300,
    leftMinor: 300,
    missingMinor: 500,
  });
});

test('an amount that cannot be told is an exception of that member only', () => {
  const { exceptions, lines } = prepareSlice({
    members: [member('a', 1)],
    manager: {
      kind: 'cash',
      version: 1,
      roundToMinor: 1,
      transferFee: { kind: 'none' },
      onlyFirstMatch: false,
      mostMinor: 0,
      items: [{ itemId: 'x', amountMinor: 5, condition: null, multiplierField: 'rooms', mostMultiplier: 0 }],
    },
    reservationMinor: 100,
    context,
  });
  expect([lines, exceptions]).toEqual([
    [],
    [
      {
        registrantId: 'a',
        enrolmentId: 'e-a',
        reason: { code: 'entitlement/multiplier-unusable', itemId: 'x', field: 'rooms' },
      },
    ],
  ]);
});

test('never above the reservation, nobody lost, the same for every order of members', () => {
  const one = fc.record({ id: fc.nat({ max: 40 }), size: fc.nat({ max: 9 }), rank: fc.nat({ max: 3 }) });
  fc.assert(
    fc.property(
      fc.uniqueArray(one, { selector: (row) => row.id }),
      fc.nat({ max: 5000 }),
      (rows, reservation) => {
        const members = rows.map(({ id, size, rank }) => member(`m${id}`, size, { rank }));
        const prepared = prepare(members, reservation);
        expect(prepared.totalMinor).toBeLessThanOrEqual(reservation);
        expect(prepared.paid.length + prepared.aside.length).toBe(members.length);
        expect(prepare([...members].reverse(), reservation)).toEqual(prepared);
      },
    ),
  );
});

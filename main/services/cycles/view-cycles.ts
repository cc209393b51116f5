import type { OutputOf } from '#contract/contract';
import { hasPermission } from '#domain/identity/permissions';
import { err, ok } from '#domain/result';
import type { CallContext } from '#host/call-context';
import { handleCommand, handleQuery } from '#host/handlers';
import type { NamePosition } from '#ports/payment-queries';
import type { ReadTx } from '#ports/store';
import { checkPreparable, prepareCycleJob } from './prepare-job.ts';
import { findSliceFacts, officerByNo, officerName, type SliceFacts, sliceIdOf } from './slice-facts.ts';
import { whyNotDecide } from './why-not.ts';

type View = OutputOf<'cycles.get'>;
type Action = View['actions'][number];

export const listCycles = handleQuery('cycles.list', {
  run: (tx, _input, ctx) => {
    const cycles = tx.rows.all('cycle').flatMap((cycle) => {
      const program = tx.rows.get('program', cycle.programId);
      if (program === undefined) return [];
      const slice = tx.rows.get('cycleSlice', sliceIdOf(cycle.cycleId, ctx.office.officeId));
      const { cycleId, programId, name, cycleNo, periodStart, periodEnd, state } = cycle;
      return [
        {
          ...{ cycleId, programId, name, cycleNo, periodStart, periodEnd, state },
          programName: program.name,
          sliceState: slice?.state ?? 'open',
          entitlementCount: slice?.entitlementCount ?? 0,
          totalMinor: slice?.totalMinor ?? 0,
          currency: program.currency,
        },
      ];
    });
    return ok({ cycles: cycles.sort((left, right) => right.cycleNo - left.cycleNo) });
  },
});

export const getCycle = handleQuery('cycles.get', {
  run: (tx, input, ctx) => {
    const found = findSliceFacts(tx, input.cycleId, ctx.office);
    if (!found.ok) return found;
    const facts = found.value;
    const { program, cycle, slice, reservation } = facts;
    const enrolled = tx.payments.enrolledMembers(program.programId).length;
    const { grantedMinor, usedMinor, leftMinor } = reservation;
    return ok({
      cycleId: cycle.cycleId,
      sliceId: slice?.sliceId ?? null,
      programId: program.programId,
      programName: program.name,
      name: cycle.name,
      periodStart: cycle.periodStart,
      periodEnd: cycle.periodEnd,
      currency: program.currency,
      sliceState: slice?.state ?? 'open',
      preparation: slice?.preparation ?? 0,
      entitlementCount: slice?.entitlementCount ?? 0,
      totalMinor: slice?.totalMinor ?? 0,
      enrolled,
      preparedByName: officerName(tx, slice?.preparedBy ?? null),
      preparedAt: slice?.preparedAt ?? null,
      manifestSha256: slice?.manifestSha256 ?? null,
      reservation: reservation.grants.length === 0 ? null : { grantedMinor, usedMinor, leftMinor },
      previous: previousOf(tx, facts, ctx),
      checks: checksOf(facts, enrolled),
      stages: stagesView(tx, facts),
      vouchers: tx.payments.voucherCounts(facts.sliceId),
      actions: actionsOf(tx, facts, ctx),
    });
  },
});

/** The cycle before, so that a supervisor sees who joined, who left and whose amount changed. */
function previousOf(tx: ReadTx, facts: SliceFacts, ctx: CallContext): View['previous'] {
  const before = tx.rows
    .list('cycle', 'programId', facts.program.programId)
    .filter((cycle) => cycle.cycleNo < facts.cycle.cycleNo)
    .sort((left, right) => right.cycleNo - left.cycleNo)[0];
  const slice =
    before === undefined
      ? undefined
      : tx.rows.get('cycleSlice', sliceIdOf(before.cycleId, ctx.office.officeId));
  if (before === undefined || slice === undefined || facts.slice === undefined) return null;
  const { joined, left, changed } = tx.payments.compareSlices(facts.slice, slice);
  return {
    name: before.name,
    entitlementCount: slice.entitlementCount,
    totalMinor: slice.totalMinor,
    joined,
    left,
    changed,
  };
}

function checksOf(facts: SliceFacts, enrolled: number): View['checks'] {
  const { slice, reservation } = facts;
  const count = slice?.entitlementCount ?? 0;
  const withoutMoney = slice === undefined ? 0 : Math.max(0, enrolled - count);
  const isWithin =
    slice === undefined || slice.totalMinor <= reservation.leftMinor || slice.approvedAt !== null;
  return [
    { code: 'members-enrolled', count: enrolled, state: enrolled > 0 ? 'ok' : 'stop' },
    {
      code: 'reservation-granted',
      count: reservation.grants.length,
      state: reservation.grants.length > 0 ? 'ok' : 'stop',
    },
    { code: 'entitlements-computed', count, state: count > 0 ? 'ok' : 'stop' },
    { code: 'within-reservation', count, state: isWithin ? 'ok' : 'stop' },
    { code: 'not-on-the-list', count: withoutMoney, state: withoutMoney === 0 ? 'ok' : 'look' },
  ];
}

function stagesView(tx: ReadTx, facts: SliceFacts): View['stages'] {
  return facts.stages.map((stage, index) => {
    const approval = facts.approvals.findLast((row) => row.stage === index + 1);
    const state =
      approval === undefined
        ? 'waiting'
        : ({ approve: 'signed', return: 'returned', reject: 'rejected' } as const)[approval.decision];
    return {
      no: index + 1,
      role: stage.role,
      state,
      byName: officerName(tx, approval?.userNo ?? null),
      at: approval?.signedAt ?? null,
      reason: approval === undefined || approval.reason === '' ? null : approval.reason,
    };
  });
}

/** What the person could do with this list, and why not: the same rules the commands enforce. */
function actionsOf(tx: ReadTx, facts: SliceFacts, ctx: CallContext): Action[] {
  const { slice } = facts;
  const { roles } = ctx.actor;
  const state = slice?.state ?? 'open';
  const preparer =
    slice === undefined || slice.preparedBy === null ? undefined : officerByNo(tx, slice.preparedBy);
  const decideBar =
    state === 'submitted' ? whyNotDecide(facts, ctx.actor, preparer?.personId)?.code : 'cycles/wrong-state';
  const may = (
    permission: Parameters<typeof hasPermission>[1],
    bar: string | undefined,
  ): Pick<Action, 'allowed' | 'reason'> => {
    const reason = hasPermission(roles, permission) ? (bar ?? null) : 'host/not-allowed';
    return { allowed: reason === null, reason };
  };
  const isIn = (...states: readonly string[]): string | undefined =>
    states.includes(state) ? undefined : 'cycles/wrong-state';
  return [
    { action: 'prepare', ...may('cycle.prepare', checkPreparable(facts)?.code) },
    { action: 'submit', ...may('cycle.prepare', isIn('prepared')) },
    { action: 'approve', ...may('cycle.approve', decideBar) },
    { action: 'return', ...may('cycle.approve', decideBar) },
    { action: 'issue', ...may('voucher.issue', isIn('approved')) },
    { action: 'print', ...may('voucher.print', isIn('released')) },
  ];
}

export const prepareCycle = handleCommand('cycles.prepare', {
  auditObject: (input) => input.cycleId,
  run: (tx, input, ctx) => {
    const found = findSliceFacts(tx, input.cycleId, ctx.office);
    if (!found.ok) return found;
    const barred = checkPreparable(found.value);
    if (barred !== undefined) return err(barred);
    const enrolled = tx.payments.enrolledMembers(found.value.program.programId).length;
    if (enrolled === 0) return err({ code: 'cycles/nobody-enrolled' });
    return ctx.jobs.start(tx, prepareCycleJob, { cycleId: input.cycleId }, enrolled);
  },
});

export const listEntitlements = handleQuery('cycles.entitlements', {
  run: (tx, input, ctx) => {
    const slice = tx.rows.get('cycleSlice', sliceIdOf(input.cycleId, ctx.office.officeId));
    if (slice === undefined) return ok({ rows: [], next: null });
    const page = { sliceId: slice.sliceId, preparation: slice.preparation };
    if (input.sample) {
      const rows = tx.payments.entitlementSample({ ...page, size: Math.min(20, input.limit) });
      return ok({ rows: rows.map(shown), next: null });
    }
    const rows = tx.payments.entitlements({ ...page, after: readPosition(input.cursor), limit: input.limit });
    const last = rows.at(-1);
    const next =
      rows.length < input.limit || last === undefined
        ? null
        : writePosition({ name: last.name, id: last.entitlementId });
    return ok({ rows: rows.map(shown), next });
  },
});

type Line = ReturnType<ReadTx['payments']['entitlements']>[number];
const shown = ({ entitlementId, registrantId, name, areaName, amountMinor, state }: Line) => ({
  entitlementId,
  registrantId,
  name,
  areaName,
  amountMinor,
  state,
});

/** Cursor text: the id, a space, the name. A cursor that cannot be read starts the list again. */
export function readPosition(cursor: string | null): NamePosition {
  const space = cursor?.indexOf(' ') ?? -1;
  return cursor === null || space < 0 ? null : { id: cursor.slice(0, space), name: cursor.slice(space + 1) };
}
export const writePosition = (position: { readonly name: string; readonly id: string }): string =>
  `${position.id} ${position.name}`.slice(0, 200);

import { z } from 'zod';
import { CYCLE_COMMANDS, decideCycleStep } from '#domain/cycles/cycle-states';
import { err, ok } from '#domain/result';
import {
  type AdminContext,
  type AdminResult,
  adminWork,
  findRow,
  listRows,
  writeRows,
} from './admin-context.ts';

export const CycleStep = z.strictObject({
  command: z.enum(CYCLE_COMMANDS),
  /** Asked for when a cycle is sent back or cancelled. */
  reason: z.string().max(2000).default(''),
  /** Closes a cycle over slices that are not approved: their part is not paid. */
  closeOverOpenSlices: z.boolean().default(false),
});

const SLICE_DONE: readonly string[] = ['approved', 'released', 'closed'];

/** Moves a cycle one step, by the state table of the domain; offices move their slices themselves. */
export async function stepCycle(
  admin: AdminContext,
  cycleId: string,
  input: z.input<typeof CycleStep>,
): AdminResult<{ readonly state: string }> {
  const { command, reason, closeOverOpenSlices } = CycleStep.parse(input);
  return adminWork(admin, `cycle.${command}`, async (tx) => {
    const cycle = await findRow(tx, 'cycle', cycleId);
    if (!cycle.ok) return cycle;
    const slices = await listRows(tx, 'cycleSlice', 'cycleId', cycleId);
    const next = decideCycleStep(cycle.value.state, command, {
      entitlementCount: slices.reduce((sum, slice) => sum + slice.entitlementCount, 0),
      slicesNotApproved: slices.filter((slice) => !SLICE_DONE.includes(slice.state)).length,
      isClosedByCentre: closeOverOpenSlices,
      reason,
    });
    if (!next.ok) return err({ code: 'admin/not-allowed', reason: next.error.code });
    await writeRows(tx, [{ table: 'cycle', row: { ...cycle.value, state: next.value } }]);
    return ok({ value: { state: next.value }, object: cycleId, data: { from: cycle.value.state, reason } });
  });
}

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addProgramOffices } from '#db/postgres/repositories/program-offices';
import { takeNumbers } from '#db/postgres/repositories/tenants';
import { PROGRAM_STATES } from '#domain/programs/program-states';
import { ok } from '#domain/result';
import { Currency, PlainDate, Uuid } from '#sync/protocol/rows/scalars';
import { type AdminContext, type AdminResult, adminWork, findRow, writeRows } from './admin-context.ts';
import { withoutUndefined } from './tenants.ts';

/** Rules of a programme; each in the form its domain module reads. */
const Rules = {
  eligibility: z.json(),
  pmt: z.json(),
  entitlement: z.json(),
  approvalPolicy: z.json(),
  claimPolicy: z.json(),
  voucherValidityDays: z.int().min(1).max(3650),
  partialAllowed: z.boolean(),
  consentRequired: z.boolean(),
};

export const NewProgram = z.strictObject({
  programId: Uuid.optional(),
  code: z.string().min(1).max(40),
  name: z.string().min(1).max(200),
  description: z.string().max(2000),
  targetType: z.enum(['group', 'individual']),
  currency: Currency,
  state: z.enum(PROGRAM_STATES).default('draft'),
  ...Rules,
  /** Offices at which it runs. */
  officeIds: z.array(Uuid),
});

/** Adds a programme, version 1, and opens it at offices. */
export async function createProgram(
  admin: AdminContext,
  input: z.input<typeof NewProgram>,
): AdminResult<{ readonly programId: string; readonly programNo: number }> {
  const { programId = randomUUID(), officeIds, ...program } = NewProgram.parse(input);
  return adminWork(admin, 'program.created', async (tx) => {
    const programNo = await takeNumbers(tx, 'program');
    await writeRows(tx, [{ table: 'program', row: { programId, programNo, ...program, version: 1 } }]);
    if (officeIds.length > 0) await addProgramOffices(tx, programId, officeIds);
    return ok({ value: { programId, programNo }, object: programId });
  });
}

export const ProgramChange = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  description: z.string().max(2000).optional(),
  state: z.enum(PROGRAM_STATES).optional(),
  eligibility: Rules.eligibility.optional(),
  pmt: Rules.pmt.optional(),
  entitlement: Rules.entitlement.optional(),
  approvalPolicy: Rules.approvalPolicy.optional(),
  claimPolicy: Rules.claimPolicy.optional(),
  voucherValidityDays: Rules.voucherValidityDays.optional(),
  partialAllowed: Rules.partialAllowed.optional(),
  consentRequired: Rules.consentRequired.optional(),
  /** Further offices; a programme is not taken from an office that way. */
  addOfficeIds: z.array(Uuid).default([]),
});

const RULE_NAMES: readonly string[] = Object.keys(Rules);

/** Changes a programme. Its version grows when a rule changed: results and approvals name it. */
export async function changeProgram(
  admin: AdminContext,
  programId: string,
  input: z.input<typeof ProgramChange>,
): AdminResult<{ readonly version: number }> {
  const { addOfficeIds, ...change } = ProgramChange.parse(input);
  return adminWork(admin, 'program.changed', async (tx) => {
    const program = await findRow(tx, 'program', programId);
    if (!program.ok) return program;
    const given = withoutUndefined(change);
    const isRuleChange = Object.keys(given).some((name) => RULE_NAMES.includes(name));
    const version = program.value.version + (isRuleChange ? 1 : 0);
    await writeRows(tx, [{ table: 'program', row: { ...program.value, ...given, version } }]);
    if (addOfficeIds.length > 0) await addProgramOffices(tx, programId, addOfficeIds);
    return ok({ value: { version }, object: programId, data: { version } });
  });
}

export const NewCycle = z.strictObject({
  cycleId: Uuid.optional(),
  programId: Uuid,
  /** As printed in vouchers, e.g. 202611. */
  cycleNo: z.int().min(1).max(0xffff_ffff),
  name: z.string().min(1).max(200),
  periodStart: PlainDate,
  periodEnd: PlainDate,
});

/** Adds a cycle, open for offices to prepare their slices. */
export async function createCycle(
  admin: AdminContext,
  input: z.input<typeof NewCycle>,
): AdminResult<{ readonly cycleId: string }> {
  const { cycleId = randomUUID(), ...cycle } = NewCycle.parse(input);
  return adminWork(admin, 'cycle.created', async (tx) => {
    const program = await findRow(tx, 'program', cycle.programId);
    if (!program.ok) return program;
    await writeRows(tx, [{ table: 'cycle', row: { cycleId, ...cycle, state: 'draft' } }]);
    return ok({ value: { cycleId }, object: cycleId });
  });
}

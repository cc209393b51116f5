import { digestEntitlements } from '#domain/approvals/entitlement-leaf';
import { type CycleManifest, decodeManifest } from '#domain/approvals/manifest';
import { bytesToHex } from '#domain/codec/bytes';
import { programAllows } from '#domain/programs/program-states';
import { ok, type Result } from '#domain/result';
import type { PayloadOf } from '#sync/protocol/op-fields';
import type { RowReader } from '#sync/protocol/projection';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { nodeSha256 } from '../keys/node-signing.ts';
import type { Refusal } from '../push/judgement.ts';
import { personName, programOfManifest, stagesOf } from './approval-facts.ts';
import { leavesOfSlice } from './entitlement-leaves.ts';
import { ACCEPTED, type OpRule, refuse, requireRow } from './op-rule.ts';

const PREPARABLE: readonly RowOf<'cycleSlice'>['state'][] = ['open', 'preparing', 'prepared', 'returned'];
const CYCLE_OPEN: readonly RowOf<'cycle'>['state'][] = ['draft', 'to_approve', 'approved'];

/** Draft entitlements: of people enrolled here, in a cycle that is open, in the slice's next or running preparation. */
export const entitlementsPrepare: OpRule<'entitlements.prepare'> = {
  permissions: ['cycle.prepare'],
  creates: ['entitlement'],
  reads: (payload) => [
    { table: 'program', key: payload.programId },
    { table: 'cycle', key: payload.cycleId },
    ...payload.lines.map(({ enrolmentId }) => ({ table: 'enrolment', key: enrolmentId }) as const),
  ],
  check: ({ payload, rows }) => {
    const open = requireOpenCycle(rows, payload);
    if (!open.ok) return open;
    const slice = rows.get('cycleSlice', payload.sliceId);
    const expected = preparationAfter(slice);
    if (slice !== undefined && !PREPARABLE.includes(slice.state)) {
      return refuse('STATE', { from: slice.state, to: 'preparing' });
    }
    if (!expected.includes(payload.preparation))
      return refuse('STATE', {
        from: `preparation ${expected.at(-1)}`,
        to: `preparation ${payload.preparation}`,
      });
    return checkLines(rows, payload);
  },
};

/** A running preparation goes on; otherwise the next one begins. */
function preparationAfter(slice: RowOf<'cycleSlice'> | undefined): readonly number[] {
  if (slice === undefined) return [1];
  return slice.state === 'preparing' ? [slice.preparation, slice.preparation + 1] : [slice.preparation + 1];
}

function requireOpenCycle(
  rows: RowReader,
  { programId, cycleId, currency }: { programId: string; cycleId: string; currency: string },
): Result<RowOf<'program'>, Refusal> {
  const program = requireRow(rows, 'program', programId);
  if (!program.ok) return program;
  const cycle = requireRow(rows, 'cycle', cycleId);
  if (!cycle.ok) return cycle;
  if (cycle.value.programId !== programId) return refuse('BAD_FORM', { field: 'cycleId' });
  if (program.value.currency !== currency) return refuse('BAD_FORM', { field: 'currency' });
  if (!programAllows(program.value.state, 'prepare'))
    return refuse('STATE', { from: program.value.state, to: 'prepare' });
  if (!CYCLE_OPEN.includes(cycle.value.state))
    return refuse('STATE', { from: cycle.value.state, to: 'prepare' });
  return program;
}

function checkLines(rows: RowReader, payload: PayloadOf<'entitlements.prepare'>): typeof ACCEPTED {
  const seen = new Set<string>();
  for (const [index, line] of payload.lines.entries()) {
    const enrolment = requireRow(rows, 'enrolment', line.enrolmentId);
    if (!enrolment.ok) return enrolment;
    const { programId, registrantId, officeId, state } = enrolment.value;
    const isTheirs =
      registrantId === line.registrantId && programId === payload.programId && officeId === payload.officeId;
    if (!isTheirs || seen.has(registrantId))
      return refuse('BAD_FORM', { field: `lines.${index}.registrantId` });
    if (state !== 'enrolled') return refuse('NOT_ELIGIBLE', { registrantId, reason: state });
    seen.add(registrantId);
  }
  return ACCEPTED;
}

/** The list is complete: its manifest must say of our rows what they are, count, total and root recomputed. */
export const slicePrepare: OpRule<'slice.prepare'> = {
  permissions: ['cycle.prepare'],
  creates: [],
  reads: (payload) => [
    { table: 'program', key: payload.programId },
    { table: 'cycle', key: payload.cycleId },
    { table: 'office', key: payload.officeId },
  ],
  check: (input) => {
    const { payload, rows, actor } = input;
    const open = requireOpenCycle(rows, payload);
    if (!open.ok) return open;
    const slice = requireRow(rows, 'cycleSlice', payload.sliceId);
    if (!slice.ok) return slice;
    if (slice.value.state !== 'preparing' || slice.value.preparation !== payload.preparation) {
      return refuse('STATE', { from: slice.value.state, to: 'prepared' });
    }
    const manifest = decodeManifest(payload.manifest);
    if (!manifest.ok) return refuse('BAD_FORM', { field: 'manifest' });
    if (manifest.value.prepared_by !== personName(actor))
      return refuse('MANIFEST_CHANGED', { part: 'preparer' });
    const digest = digestOfSlice(rows, slice.value);
    if (!digest.ok) return digest;
    const changed = changedPart(payload, manifest.value, digest.value);
    return changed === undefined ? ACCEPTED : refuse('MANIFEST_CHANGED', { part: changed });
  },
};

type SliceDigest = ReturnType<typeof digestEntitlements>;

function digestOfSlice(rows: RowReader, slice: RowOf<'cycleSlice'>): Result<SliceDigest, Refusal> {
  const leaves = leavesOfSlice(rows, slice);
  return leaves.ok ? ok(digestEntitlements(leaves.value, nodeSha256)) : leaves;
}

/** The first thing on which operation, manifest and rows differ. */
function changedPart(
  payload: PayloadOf<'slice.prepare'>,
  manifest: CycleManifest,
  digest: SliceDigest,
): string | undefined {
  if (manifest.cycle_id !== payload.cycleId || manifest.currency !== payload.currency) return 'cycle';
  const counts = [String(digest.count), manifest.entitlement_count, String(payload.entitlementCount)];
  if (new Set(counts).size > 1) return 'count';
  const totals = [String(digest.totalMinor), manifest.total_minor, String(payload.totalMinor)];
  if (new Set(totals).size > 1) return 'total';
  const roots = [digest.merkleRoot, manifest.merkle_root, bytesToHex(payload.merkleRoot)];
  return new Set(roots).size > 1 ? 'list' : undefined;
}

/** Sent to the approvers: as many stages as the programme demands, no fewer. */
export const sliceSubmit: OpRule<'slice.submit'> = {
  permissions: ['cycle.prepare'],
  creates: [],
  check: (input) => {
    const { payload, rows } = input;
    const slice = requireRow(rows, 'cycleSlice', payload.sliceId);
    if (!slice.ok) return slice;
    const { state, preparation, programId, entitlementCount, totalMinor } = slice.value;
    if (state !== 'prepared' || preparation !== payload.preparation) {
      return refuse('STATE', { from: state, to: 'submitted' });
    }
    if (entitlementCount === 0) return refuse('STATE', { from: 'empty', to: 'submitted' });
    const manifest = decodeManifest(slice.value.manifest ?? '');
    const program = manifest.ok ? programOfManifest(input, programId, manifest.value) : undefined;
    const stages = stagesOf(program?.approvalPolicy, totalMinor);
    return payload.stagesRequired === stages?.length
      ? ACCEPTED
      : refuse('BAD_FORM', { field: 'stagesRequired' });
  },
};

import { ENROLMENT_NEXT, type EnrolmentState } from '#domain/enrolment/enrolment-states';
import { programAllows } from '#domain/programs/program-states';
import { isEnrollable } from '#domain/registry/record-states';
import { nextState } from '#domain/state-table';
import type { RowReader } from '#sync/protocol/projection';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { ACCEPTED, type OpRule, refuse, requireRow } from './op-rule.ts';

/** One enrolment per person and programme, made offline on trust: the centre has the last word. */
export const enrolmentEnrol: OpRule<'enrolment.enrol'> = {
  permissions: ['enrolment.decide'],
  creates: [],
  reads: ({ programId, registrantId, enrolmentId }) => [
    { table: 'program', key: programId },
    { table: 'registrant', key: registrantId },
    { table: 'enrolment', key: enrolmentId },
    { table: 'enrolment', column: 'registrantId', value: registrantId },
  ],
  check: ({ payload, rows, device }) => {
    const program = requireRow(rows, 'program', payload.programId);
    if (!program.ok) return program;
    const registrant = requireRow(rows, 'registrant', payload.registrantId);
    if (!registrant.ok) return registrant;
    const { officeId, state, kind } = registrant.value;
    if (officeId !== device.officeId) return refuse('MOVED', { registrantId: payload.registrantId });
    const others = rows.list('enrolment', 'registrantId', payload.registrantId);
    const known = others.find((row) => row.programId === payload.programId);
    if (known !== undefined && known.enrolmentId !== payload.enrolmentId) {
      return refuse('ALREADY_ENROLLED', { enrolmentId: known.enrolmentId });
    }
    if (known !== undefined && !mayFollow(known.state, payload.state)) {
      return refuse('STATE', { from: known.state, to: payload.state });
    }
    if (payload.programVersion > program.value.version)
      return refuse('BAD_FORM', { field: 'programVersion' });
    if (payload.state !== 'enrolled') return ACCEPTED;
    if (!programAllows(program.value.state, 'enrol'))
      return refuse('STATE', { from: program.value.state, to: 'enrol' });
    if (kind !== program.value.targetType) return refuse('NOT_ELIGIBLE', { reason: 'kind' });
    if (!isEnrollable(state)) return refuse('NOT_ELIGIBLE', { reason: 'record' });
    const lacksConsent = program.value.consentRequired && !hasConsent(rows, registrant.value);
    return lacksConsent ? refuse('NOT_ELIGIBLE', { reason: 'consent' }) : ACCEPTED;
  },
};

/** Enrolling and verifying again are the only steps of this operation. */
function mayFollow(from: EnrolmentState, to: string): boolean {
  const steps = [
    nextState('enrolment', ENROLMENT_NEXT, from, 'enrol'),
    nextState('enrolment', ENROLMENT_NEXT, from, 'verify'),
  ];
  const isOpen = steps.some((step) => step.ok) || from === 'draft';
  return isOpen && (to === 'enrolled' || to === 'not_eligible');
}

/** A group's consent may be its own or any present member's, as the form was signed. */
function hasConsent(rows: RowReader, registrant: RowOf<'registrant'>): boolean {
  const { registrantId } = registrant;
  if (isGiven(rows, registrantId)) return true;
  if (registrant.kind !== 'group') return false;
  return rows
    .list('membership', 'groupId', registrantId)
    .some((member) => member.endDate === null && isGiven(rows, member.individualId));
}

function isGiven(rows: RowReader, registrantId: string): boolean {
  return rows.list('consent', 'registrantId', registrantId).some((consent) => consent.withdrawnAt === null);
}

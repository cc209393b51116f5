import type { OutputOf } from '#contract/contract';
import { err, ok } from '#domain/result';
import { decodeStagePolicy } from '#domain/setup/program-config';
import type { CallContext, OfficeIdentity } from '#host/call-context';
import { type HandlerTable, handleQuery } from '#host/handlers';
import type { ReadTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { reservationOf } from '../cycles/slice-facts.ts';
import { type CompiledRules, readRules } from '../eligibility/read-rules.ts';
import { readPolicy } from '../registry/read-policy.ts';
import { explainRules, type RuleLine, type RuleNames } from './explain-rules.ts';

type Program = RowOf<'program'>;
type ProgramView = OutputOf<'programs.get'>;

/** The programmes this office works for, and what each asks. */
export function programHandlers() {
  return {
    'programs.list': handleQuery('programs.list', {
      run: (tx) => {
        const enrolments = countEnrolments(tx);
        const programs = tx.rows.all('program').toSorted((a, b) => (a.name < b.name ? -1 : 1));
        return ok({
          programs: programs.map(({ programId, code, name, state, targetType, currency, version }) => ({
            programId,
            code,
            name,
            state,
            targetType,
            currency,
            version,
            enrolled: enrolments(programId, 'enrolled'),
          })),
        });
      },
    }),
    'programs.get': handleQuery('programs.get', {
      run: (tx, { programId }, ctx) => {
        const program = tx.rows.get('program', programId);
        return program === undefined ? err({ code: 'programs/not-found' }) : ok(viewOf(tx, program, ctx));
      },
    }),
  } satisfies Partial<HandlerTable>;
}

function viewOf(tx: ReadTx, program: Program, { office }: CallContext): ProgramView {
  const { programId, code, name, description, state, targetType, currency, version } = program;
  const read = readRules(program);
  const rules = read.ok ? read.value : undefined;
  const lastRun = tx.office.eligibility.lastRun(programId);
  const enrolments = countEnrolments(tx);
  return {
    ...{ programId, code, name, description, state, targetType, currency, version },
    rules: read.ok ? explainRules(read.value.expression, namesOf(tx)) : [unreadable(read.error.data)],
    pmt: pmtOf(rules),
    approvalStages: stagesOf(program),
    counts: {
      target: tx.registry.countTargets(targetType),
      enrolled: enrolments(programId, 'enrolled'),
      notEligible: enrolments(programId, 'not_eligible'),
    },
    reservation: reservationOfProgram(tx, program, office),
    lastRun:
      lastRun === undefined
        ? null
        : { at: lastRun.ranAt, counts: lastRun.counts, programVersion: lastRun.programVersion },
  };
}

/** The page still opens when this version of the app cannot read the rules; it says so in their place. */
function unreadable(data: RuleLine['data']): RuleLine {
  return { depth: 0, code: 'unreadable', data };
}

function pmtOf(rules: CompiledRules | undefined): ProgramView['pmt'] {
  const pmt = rules?.pmt ?? null;
  return pmt === null
    ? null
    : { version: `${pmt.code} ${pmt.version}`, bands: pmt.bands.map((band) => ({ ...band })) };
}

function stagesOf({ approvalPolicy }: Program): ProgramView['approvalStages'] {
  const policy = decodeStagePolicy(approvalPolicy);
  return policy.ok ? policy.value.stages.map(({ no, role }) => ({ no, role })) : [];
}

function countEnrolments(tx: ReadTx): (programId: string, state: RowOf<'enrolment'>['state']) => number {
  const counts = tx.registry.enrolmentCounts();
  return (programId, state) =>
    counts.find((row) => row.programId === programId && row.state === state)?.count ?? 0;
}

function namesOf(tx: ReadTx): RuleNames {
  const types = new Map(readPolicy(tx).idTypes.map(({ code, name }) => [code, name]));
  return {
    areaName: (areaId) => tx.rows.get('area', areaId)?.name ?? areaId,
    idTypeName: (code) => types.get(code) ?? code,
    programName: (programId) => tx.rows.get('program', programId)?.name ?? programId,
  };
}

/** What the centre has set aside for this device in the programme's cycles, and what approved lists have used of it. */
function reservationOfProgram(
  tx: ReadTx,
  { programId, currency }: Program,
  office: OfficeIdentity,
): ProgramView['reservation'] {
  const cycles = tx.rows.list('cycle', 'programId', programId);
  const reservations = cycles
    .map(({ cycleId }) => reservationOf(tx, programId, cycleId, office))
    .filter(({ grants }) => grants.length > 0);
  if (reservations.length === 0) return null;
  const sum = (part: 'grantedMinor' | 'usedMinor' | 'leftMinor') =>
    reservations.reduce((total, reservation) => total + reservation[part], 0);
  return {
    grantedMinor: sum('grantedMinor'),
    usedMinor: sum('usedMinor'),
    leftMinor: sum('leftMinor'),
    currency,
  };
}

import type { OutputOf } from '#contract/contract';
import { programAllows } from '#domain/programs/program-states';
import type { CallContext } from '#host/call-context';
import type { RuleMember, RuleTarget } from '#ports/registry-queries';
import type { ReadTx } from '#ports/store';
import { judge } from '../eligibility/judge.ts';
import { readWorld } from '../eligibility/load-program.ts';
import { readRules } from '../eligibility/read-rules.ts';
import type { CheckedHousehold, CheckedMember, HouseholdInput } from './check-input.ts';

/** How poor a household is by the first programme that asks, and which programmes it would fit. */
export type Preview = Pick<OutputOf<'registry.checkHousehold'>, 'score' | 'band' | 'programs'>;

/** Asks the rules of every active programme for groups about a household that is not stored yet. */
export function previewPrograms(
  tx: ReadTx,
  input: HouseholdInput,
  checked: CheckedHousehold,
  ctx: CallContext,
): Preview {
  const world = readWorld(tx, ctx);
  const target = targetOf(tx, input, checked);
  let scored: Pick<Preview, 'score' | 'band'> = { score: null, band: null };
  const programs: Preview['programs'] = [];
  for (const program of tx.rows.all('program')) {
    if (program.targetType !== 'group' || !programAllows(program.state, 'enrol')) continue;
    const rules = readRules(program);
    if (!rules.ok) continue;
    const { answer, score, pmt } = judge(target, rules.value, world);
    programs.push({ programId: program.programId, name: program.name, answer });
    if (scored.score === null && score !== null) scored = { score, band: pmt?.band ?? null };
  }
  return { ...scored, programs };
}

function targetOf(tx: ReadTx, { areaId, facts }: HouseholdInput, { members }: CheckedHousehold): RuleTarget {
  const registrantId = '';
  const own: RuleMember = {
    registrantId,
    areaId,
    gender: null,
    birthDate: null,
    facts,
    relationship: '',
    identifiers: [],
  };
  return {
    registrantId,
    kind: 'group',
    state: 'submitted',
    name: '',
    own,
    group: { registrantId, areaId, facts, members: members.map((member) => ruleMember(tx, member, areaId)) },
    enrolments: [],
  };
}

function ruleMember(tx: ReadTx, member: CheckedMember, areaId: string): RuleMember {
  const { relationship } = member;
  if (member.kind === 'new') {
    const { gender, birthDate, facts, identifiers } = member.draft;
    return { registrantId: '', areaId, gender, birthDate, facts, relationship, identifiers };
  }
  const { registrantId, gender, birthDate, facts } = member.row;
  const identifiers = tx.rows
    .list('identifier', 'registrantId', registrantId)
    .filter(({ status }) => status === 'valid');
  return { registrantId, areaId: member.row.areaId, gender, birthDate, facts, relationship, identifiers };
}

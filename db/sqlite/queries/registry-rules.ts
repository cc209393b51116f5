import type { RegistryReads, ResultCard, RuleGroup, RuleMember, RuleTarget } from '#ports/registry-queries';
import type { SqliteClient } from '../open.ts';
import { createStatements, type Statements } from '../statements.ts';
import { createNamedStatements } from './named-statements.ts';
import * as sql from './registry-rules.sql.ts';

type RuleReads = Pick<
  RegistryReads,
  | 'targets'
  | 'targetsOf'
  | 'countTargets'
  | 'withConsent'
  | 'enrolmentCounts'
  | 'eligibleNotEnrolled'
  | 'countEligibleNotEnrolled'
  | 'resultCards'
>;
type RawPerson = Omit<RuleMember, 'facts' | 'relationship' | 'identifiers'> & { readonly facts: string };
type RawTarget = RawPerson & Pick<RuleTarget, 'kind' | 'state' | 'name'>;
type RawMember = RawPerson & { readonly groupId: string; readonly relationship: string };
type RawIdentifier = RuleMember['identifiers'][number] & { readonly registrantId: string };
type RawEnrolment = RuleTarget['enrolments'][number] & { readonly registrantId: string };

/** Registrants with all that rules may look at, page by page, and what programmes count. */
export function createRuleReads(client: SqliteClient): RuleReads {
  const statement = createStatements(client);
  const named = createNamedStatements(client);
  const count = (name: string, text: string, parameter: string) =>
    statement<number>(name, () => text)
      .pluck()
      .get(parameter) ?? 0;
  const ids = (name: string, text: string) => statement<string>(name, () => text).pluck();
  return {
    targets: ({ kind, afterId, limit }) =>
      complete(
        statement,
        statement<RawTarget>('target page', () => sql.selectTargetPage).all(afterId ?? '', kind, limit),
      ),
    targetsOf: (wanted) =>
      complete(
        statement,
        statement<RawTarget>('targets of', () => sql.selectTargetsOf).all(JSON.stringify(wanted)),
      ),
    countTargets: (kind) => count('count targets', sql.countTargets, kind),
    withConsent: (wanted) =>
      new Set(
        named<string>(sql.selectWithConsent)
          .pluck()
          .all({ ids: JSON.stringify(wanted) }),
      ),
    enrolmentCounts: () => {
      type Row = ReturnType<RegistryReads['enrolmentCounts']>[number];
      return statement<Row>('enrolment counts', () => sql.countEnrolments).all();
    },
    eligibleNotEnrolled: (programId, afterId, limit) =>
      ids('eligible', sql.selectEligibleNotEnrolled).all(programId, afterId ?? '', limit),
    countEligibleNotEnrolled: (programId) => count('count eligible', sql.countEligibleNotEnrolled, programId),
    resultCards: (programId, wanted) => {
      type Row = ResultCard & { readonly registrantId: string };
      const rows = statement<Row>('result cards', () => sql.selectResultCards).all(
        programId,
        JSON.stringify(wanted),
      );
      return new Map(
        rows.map(({ registrantId, name, areaName, enrolmentState }) => [
          registrantId,
          { name, areaName, enrolmentState },
        ]),
      );
    },
  };
}

/** Adds groups, members, identifiers and enrolments to a page of registrants, one statement each. */
function complete(statement: Statements, targets: readonly RawTarget[]): readonly RuleTarget[] {
  if (targets.length === 0) return [];
  const targetIds = JSON.stringify(targets.map(({ registrantId }) => registrantId));
  const groupOf = groupsOf(statement, targets, targetIds);
  const groupIds = JSON.stringify([...new Set(groupOf.values())]);
  const groupRows = statement<RawPerson>('groups', () => sql.selectGroups).all(groupIds);
  const memberRows = statement<RawMember>('members', () => sql.selectMembers).all(groupIds);
  const people = new Set([...targets, ...memberRows].map(({ registrantId }) => registrantId));
  const identifiers = Map.groupBy(
    statement<RawIdentifier>('id types', () => sql.selectIdTypes).all(JSON.stringify([...people])),
    ({ registrantId }) => registrantId,
  );
  const enrolments = Map.groupBy(
    statement<RawEnrolment>('enrolments', () => sql.selectEnrolments).all(targetIds),
    ({ registrantId }) => registrantId,
  );
  const memberOf = (raw: RawPerson, relationship: string): RuleMember => ({
    registrantId: raw.registrantId,
    areaId: raw.areaId,
    gender: raw.gender,
    birthDate: raw.birthDate,
    facts: JSON.parse(raw.facts),
    relationship,
    identifiers: (identifiers.get(raw.registrantId) ?? []).map(({ idType, expiryDate }) => ({
      idType,
      expiryDate,
    })),
  });
  const groups = groupsById(groupRows, memberRows, memberOf);
  return targets.map((raw) => ({
    registrantId: raw.registrantId,
    kind: raw.kind,
    state: raw.state,
    name: raw.name,
    own: memberOf(raw, ''),
    group: groups.get(groupOf.get(raw.registrantId) ?? '') ?? null,
    enrolments: (enrolments.get(raw.registrantId) ?? []).map(({ enrolmentId, programId, state }) => ({
      enrolmentId,
      programId,
      state,
    })),
  }));
}

/** The group of each target: a group is its own, an individual's is the one joined last. */
function groupsOf(
  statement: Statements,
  targets: readonly RawTarget[],
  targetIds: string,
): ReadonlyMap<string, string> {
  type Row = { readonly individualId: string; readonly groupId: string };
  const groupOf = new Map<string, string>();
  for (const { kind, registrantId } of targets) if (kind === 'group') groupOf.set(registrantId, registrantId);
  if (groupOf.size === targets.length) return groupOf;
  for (const { individualId, groupId } of statement<Row>('groups of', () => sql.selectGroupsOf).all(
    targetIds,
  )) {
    groupOf.set(individualId, groupId);
  }
  return groupOf;
}

function groupsById(
  groups: readonly RawPerson[],
  members: readonly RawMember[],
  memberOf: (raw: RawPerson, relationship: string) => RuleMember,
): ReadonlyMap<string, RuleGroup> {
  const byGroup = Map.groupBy(members, ({ groupId }) => groupId);
  return new Map(
    groups.map(({ registrantId, areaId, facts }) => [
      registrantId,
      {
        registrantId,
        areaId,
        facts: JSON.parse(facts),
        members: (byGroup.get(registrantId) ?? []).map((raw) => memberOf(raw, raw.relationship)),
      },
    ]),
  );
}

import type { TFunction } from 'i18next';
import { issueText } from '../../i18n/issue-text.ts';
import {
  type HouseholdEntry,
  type MemberEntry,
  nameOf,
  noId,
  realMembers,
  type Step,
} from './household-entry.ts';

/** Something that keeps the page from going on: where it stands, the words beside the field, the words of the summary. */
export type Problem = {
  readonly step: Step;
  readonly fieldId: string;
  readonly text: string;
  readonly summary: string;
};
export type MemberField =
  | 'given'
  | 'family'
  | 'local'
  | 'sex'
  | 'birth'
  | 'phone'
  | 'idtype'
  | 'id'
  | 'relation';

/** Id of an input on the page; the same in the summary's links and in a draft's "go on here". */
export const memberFieldId = (entryId: string, field: MemberField): string => `hh-${entryId}-${field}`;
export const questionFieldId = (code: string): string => `hh-question-${code}`;

const memberFields: Readonly<Record<string, readonly [MemberField, string]>> = {
  givenName: ['given', 'household:given-names'],
  familyName: ['family', 'household:family-name'],
  localName: ['local', 'household:own-script'],
  gender: ['sex', 'household:sex'],
  birthDate: ['birth', 'household:birth'],
  phone: ['phone', 'household:phone'],
  identifiers: ['id', 'household:id-number'],
  relationship: ['relation', 'household:relation'],
};

/** Faults that this page sees by itself; the core's check finds all others. */
export function typedProblems(t: TFunction, entry: HouseholdEntry): readonly Problem[] {
  const members = realMembers(entry).flatMap((member, index) => memberProblems(t, member, index === 0));
  const village: Problem = {
    step: 'people',
    fieldId: 'hh-area',
    text: t('household:village-missing'),
    summary: t('household:problem', {
      where: t('household:village'),
      problem: t('household:village-missing'),
    }),
  };
  return entry.areaId === '' ? [...members, village] : members;
}

function memberProblems(t: TFunction, member: MemberEntry, isHead: boolean): readonly Problem[] {
  const found: (readonly [MemberField, string, string])[] = [];
  if (member.givenName.trim() === '')
    found.push(['given', 'household:given-names', t('issues:registry/name-missing')]);
  if (!isHead && member.relationship === '')
    found.push(['relation', 'household:relation', t('issues:household/relationship-unknown')]);
  if (member.birthWrong) found.push(['birth', 'household:birth', t('issues:registry/birth-date-invalid')]);
  if (member.idType !== '' && member.idType !== noId && member.idValue.trim() === '')
    found.push(['id', 'household:id-number', t('issues:registry/id-value-missing')]);
  return found.map(([field, label, text]) => ({
    step: 'people',
    fieldId: memberFieldId(member.entryId, field),
    text,
    summary: summaryOf(t, isHead ? '' : nameOf(member), t(label), text),
  }));
}

const summaryOf = (t: TFunction, name: string, field: string, problem: string): string =>
  t('household:problem', { where: name === '' ? field : t('household:field-of', { field, name }), problem });

/** Somebody here, or another row of this form, carries the same number: at that member's number, with the name. */
export function sameIdProblem(
  t: TFunction,
  entry: HouseholdEntry,
  data: Readonly<Record<string, unknown>>,
): readonly Problem[] {
  const members = realMembers(entry);
  const { memberIndex, name } = data;
  const at = typeof memberIndex === 'number' ? memberIndex : -1;
  const member = members[at];
  if (member === undefined) return [];
  const text =
    typeof name === 'string' && name !== ''
      ? t('household:same-id', { name })
      : t('household:same-id-in-form');
  return [atMember(t, member, at === 0, 'identifiers', text)];
}

type Issue = {
  readonly field: string;
  readonly code: string;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
};

/** The core's issues, each at its field. Paths are those of the household handed in: `members.2.birthDate`, `facts.x`. */
export function issueProblems(
  t: TFunction,
  entry: HouseholdEntry,
  issues: readonly Issue[],
  questionLabel: (code: string) => string,
): readonly Problem[] {
  const members = realMembers(entry);
  return issues.map((issue): Problem => {
    const text = issueText(t, issue);
    const [head = '', place = '', detail = ''] = issue.field.split('.');
    const member = head === 'members' ? members[Number(place)] : undefined;
    if (member !== undefined) return atMember(t, member, place === '0', detail, text);
    if (head === 'facts')
      return {
        step: 'living',
        fieldId: questionFieldId(place),
        text,
        summary: summaryOf(t, '', questionLabel(place), text),
      };
    const [step, fieldId, label] = places[head] ?? places['members'] ?? (['people', 'hh-area', ''] as const);
    return { step, fieldId, text, summary: label === '' ? text : summaryOf(t, '', t(label), text) };
  });
}

const places: Readonly<Record<string, readonly [Step, string, string]>> = {
  consent: ['consent', 'hh-consent', 'household:step-consent'],
  areaId: ['people', 'hh-area', 'household:village'],
  address: ['people', 'hh-address', 'household:address'],
  documents: ['documents', 'hh-documents', 'household:step-documents'],
  members: ['people', 'hh-row-0-given', ''],
};

function atMember(t: TFunction, member: MemberEntry, isHead: boolean, field: string, text: string): Problem {
  const [name, label] = memberFields[field] ?? (['given', 'household:given-names'] as const);
  return {
    step: 'people',
    fieldId: memberFieldId(member.entryId, name),
    text,
    summary: summaryOf(t, isHead ? '' : nameOf(member), t(label), text),
  };
}

/** Problems without those of a field that was just changed: red means wrong, not "was wrong". */
export function withoutField(problems: readonly Problem[], fieldId: string): readonly Problem[] {
  return problems.some((problem) => problem.fieldId === fieldId)
    ? problems.filter((problem) => problem.fieldId !== fieldId)
    : problems;
}

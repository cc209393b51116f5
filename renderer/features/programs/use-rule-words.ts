import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { HOUSEHOLD_FACTS, type HouseholdFact } from '#domain/eligibility/household-facts';
import { useSession } from '../../app/session.tsx';
import { useCore } from '../../client/use-core.ts';
import { formatNumber } from '../../i18n/format.ts';
import { type AskedQuestion, householdQuestions } from '../household/question-pack.ts';
import { choiceText, questionText } from '../household/question-words.ts';

/** Names of what rules speak of, in the user's language. */
export type RuleWords = {
  /** Words of a key with its holes filled. */
  readonly t: (key: string, holes?: Readonly<Record<string, string | number | boolean>>) => string;
  readonly field: (field: string) => string;
  /** One value or several separated by commas. */
  readonly value: (value: string | number | boolean | null, field?: string) => string;
  /** Ids or names of areas, separated by commas. */
  readonly areas: (areas: string) => string;
  readonly idTypes: (types: string) => string;
  readonly program: (programId: string) => string;
};
type Names = {
  readonly questions: readonly AskedQuestion[];
  readonly areas: ReadonlyMap<string, string>;
  readonly idTypes: ReadonlyMap<string, string>;
  readonly programs: ReadonlyMap<string, string>;
};

const derived: Readonly<Record<HouseholdFact, string>> = {
  adults_18_to_59: 'programs:fact-adults-18-to-59',
  children_under_18: 'programs:fact-children-under-18',
  children_under_5: 'programs:fact-children-under-5',
  dependents_per_100_adults: 'programs:fact-dependents-per-100-adults',
  disabled_members: 'programs:fact-disabled-members',
  elderly_60_plus: 'programs:fact-elderly-60-plus',
  females: 'programs:fact-females',
  head_age: 'programs:fact-head-age',
  head_is_female: 'programs:fact-head-is-female',
  males: 'programs:fact-males',
  member_count: 'programs:fact-member-count',
};
/** Columns of the record that rules may name besides answers. */
const columns: ReadonlyMap<string, string> = new Map([
  ['area', 'programs:fact-area'],
  ['birthDate', 'programs:fact-birth-date'],
  ['gender', 'programs:fact-gender'],
  ['kind', 'programs:fact-kind'],
  ['pmt', 'programs:fact-score'],
]);
const isDerived = (field: string): field is HouseholdFact => HOUSEHOLD_FACTS.some((fact) => fact === field);

/** Loads the names once per page. Who may not read the registry sees codes of areas instead of names. */
export function useRuleWords(): RuleWords {
  const { t, i18n } = useTranslation();
  const { may } = useSession();
  const options = useCore('registry.options', {}, { enabled: may('registry.read') });
  const programs = useCore('programs.list', {});
  return useMemo(
    () =>
      ruleWords(t, i18n.language, {
        questions: householdQuestions(options.data?.questionPack),
        areas: new Map(options.data?.areas.map((area) => [area.areaId, area.name])),
        idTypes: new Map(options.data?.identifierTypes.map((type) => [type.code, type.name])),
        programs: new Map(programs.data?.programs.map((program) => [program.programId, program.name])),
      }),
    [t, i18n.language, options.data, programs.data],
  );
}

function ruleWords(t: TFunction, language: string, names: Names): RuleWords {
  const list = new Intl.ListFormat(language, { type: 'disjunction' });
  const parts = (text: string, say: (part: string) => string) =>
    list.format(text.split(',').map((part) => say(part.trim())));
  const questionOf = (field: string | undefined) =>
    names.questions.find((question) => question.code === field);
  return {
    t: (key, holes) => t(key, { ...holes }),
    field: (field) => {
      const column = columns.get(field);
      if (column !== undefined) return t(column);
      if (isDerived(field)) return t(derived[field]);
      return questionText(t, language, questionOf(field) ?? { code: field });
    },
    value: (value, field) => {
      if (value === null) return t('programs:not-answered');
      if (typeof value === 'number') return formatNumber(value);
      if (typeof value === 'boolean') return value ? t('programs:yes') : t('programs:no');
      return parts(value, (part) => oneValue(t, language, questionOf(field), part));
    },
    areas: (areas) => parts(areas, (area) => names.areas.get(area) ?? area),
    idTypes: (types) => parts(types, (type) => names.idTypes.get(type) ?? type),
    program: (programId) => names.programs.get(programId) ?? programId,
  };
}

function oneValue(
  t: TFunction,
  language: string,
  question: AskedQuestion | undefined,
  value: string,
): string {
  if (value === 'true') return t('programs:yes');
  if (value === 'false') return t('programs:no');
  if (value === 'female') return t('programs:female');
  if (value === 'male') return t('programs:male');
  return /^-?\d+(\.\d+)?$/.test(value)
    ? formatNumber(Number(value))
    : choiceText(t, language, question ?? {}, value);
}

import type { TFunction } from 'i18next';
import type { OPENG2P_QUESTIONS } from '#domain/registry/openg2p-questions';
import type { AskedQuestion } from './question-pack.ts';

type Shipped = (typeof OPENG2P_QUESTIONS)['questions'][number];
type ShippedChoice = Extract<Shipped, { readonly kind: 'choice' }>['choices'][number];

/** Words of the questions that come with the program; the compiler holds them against the pack. */
const labels: Readonly<Record<Shipped['code'], string>> = {
  annual_income: 'household:q-annual-income',
  children: 'household:q-children',
  disability_status: 'household:q-disability-status',
  employment_status: 'household:q-employment-status',
  home_owned: 'household:q-home-owned',
  home_size: 'household:q-home-size',
  household_size: 'household:q-household-size',
  immigration_status: 'household:q-immigration-status',
  vehicles_owned: 'household:q-vehicles-owned',
};
const choices: Readonly<Record<ShippedChoice, string>> = {
  '0_5000': 'household:a-0-5000',
  '5001_10000': 'household:a-5001-10000',
  '10000_plus': 'household:a-10000-plus',
  bicycle: 'household:a-bicycle',
  disabled: 'household:a-disabled',
  employed_fulltime: 'household:a-employed-fulltime',
  employed_parttime: 'household:a-employed-parttime',
  four_wheeler: 'household:a-four-wheeler',
  immigrant: 'household:a-immigrant',
  none: 'household:a-none',
  non_immigrant: 'household:a-non-immigrant',
  not_disabled: 'household:a-not-disabled',
  others: 'household:a-others',
  self_employed: 'household:a-self-employed',
  three_wheeler: 'household:a-three-wheeler',
  two_wheeler: 'household:a-two-wheeler',
  unemployed: 'household:a-unemployed',
};
const labelByCode: ReadonlyMap<string, string> = new Map(Object.entries(labels));
const choiceByCode: ReadonlyMap<string, string> = new Map(Object.entries(choices));

/** A code nobody has written words for: its own, without the underscores. */
const plain = (code: string): string => code.replace(/[_-]+/g, ' ');

/** The question as asked: the pack's own words in this language, else the shipped ones, else its code. */
export function questionText(
  t: TFunction,
  language: string,
  question: Pick<AskedQuestion, 'code' | 'texts'>,
): string {
  const own = question.texts?.[language]?.label ?? question.texts?.['en']?.label;
  const key = labelByCode.get(question.code);
  return own ?? (key === undefined ? plain(question.code) : t(key));
}

/** One answer of a choice question, in the same order of sources. */
export function choiceText(
  t: TFunction,
  language: string,
  question: Pick<AskedQuestion, 'texts'>,
  choice: string,
): string {
  const own = question.texts?.[language]?.choices?.[choice] ?? question.texts?.['en']?.choices?.[choice];
  const key = choiceByCode.get(choice);
  return own ?? (key === undefined ? plain(choice) : t(key));
}

/** A stored answer in words: yes/no, a choice, or the number itself. */
export function answerText(
  t: TFunction,
  language: string,
  question: AskedQuestion | undefined,
  answer: string | number | boolean,
): string {
  if (typeof answer === 'boolean') return answer ? t('household:yes') : t('household:no');
  if (typeof answer === 'number') return String(answer);
  return choiceText(t, language, question ?? {}, answer);
}

/** A poverty band by its code: the model names its bands, no text knows them. */
export const bandWord = (band: string): string => plain(band);

import { daysBetween } from '../time/plain-date.ts';
import { identifierKey } from './identifier.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import { displayName, foldName } from './names.ts';
import { nameUnits, phoneticKey } from './phonetic.ts';
import type { RegistrantDraft } from './registrant.ts';
import { romanise } from './romanise.ts';

/** What two records are compared by. */
export type Comparable = Pick<
  RegistrantDraft,
  | 'givenName'
  | 'additionalName'
  | 'familyName'
  | 'localName'
  | 'gender'
  | 'birthDate'
  | 'birthDateExact'
  | 'phone'
  | 'identifiers'
  | 'areaId'
>;

export type SimilarityReasonCode =
  | 'same-id'
  | 'name-same'
  | 'name-sounds-alike'
  | 'name-similar'
  | 'same-phone'
  | 'same-birth-date'
  | 'birth-day-month-swapped'
  | 'same-birth-year'
  | 'same-sex'
  | 'same-village'
  | 'different-birth-date'
  | 'different-sex';

export type SimilarityReason = { readonly code: SimilarityReasonCode };

/** How alike two records are: score 0 to 1, the word shown for it, and the reasons, strongest first. */
export type Similarity = {
  readonly score: number;
  readonly band: 'very-likely' | 'possible' | 'unlikely';
  readonly reasons: readonly SimilarityReason[];
};

/** From this score on a pair is shown as "very likely" and "possible"; below it is not shown. */
export const VERY_LIKELY = 0.8;
export const POSSIBLE = 0.55;

/**
 * Points per agreement; they add up to the score. A name alone can only be "possible" because many people share
 * one; a name with a birth date, or an alike name with a birth date and a phone, is "very likely"; the same ID
 * number is, by itself. The weights are policy, kept by the table tests.
 */
const POINTS = {
  'same-id': 0.85,
  'name-same': 0.55,
  'name-sounds-alike': 0.45,
  'name-similar': 0.35,
  'same-phone': 0.2,
  'same-birth-date': 0.25,
  'birth-day-month-swapped': 0.2,
  'same-birth-year': 0.12,
  'same-sex': 0.05,
  'same-village': 0.05,
  'different-birth-date': -0.25,
  'different-sex': -0.25,
} as const satisfies Record<SimilarityReasonCode, number>;

/** Below this a pair of names is not called similar. Jaro-Winkler of real variants lies above, of strangers below. */
const SIMILAR_NAME = 0.88;

/** Compares two records of people. Symmetric; a record compared with itself scores 1 if it has name and birth. */
export function compareRegistrants(left: Comparable, right: Comparable): Similarity {
  const codes = [
    ...compareIdentifiers(left, right),
    ...compareNames(left, right),
    ...comparePhones(left, right),
    ...compareBirths(left, right),
    ...compareSexes(left, right),
    ...(left.areaId !== null && left.areaId === right.areaId ? (['same-village'] as const) : []),
  ];
  const points = codes.reduce((total, code) => total + Math.round(POINTS[code] * 100), 0);
  const score = Math.min(100, Math.max(0, points)) / 100;
  return { score, band: bandOf(score), reasons: codes.map((code) => ({ code })) };
}

function bandOf(score: number): Similarity['band'] {
  if (score >= VERY_LIKELY) return 'very-likely';
  return score >= POSSIBLE ? 'possible' : 'unlikely';
}

function compareIdentifiers(left: Comparable, right: Comparable): readonly SimilarityReasonCode[] {
  const keys = new Set(left.identifiers.map(({ idType, value }) => `${idType}:${identifierKey(value)}`));
  const isShared = right.identifiers.some(({ idType, value }) =>
    keys.has(`${idType}:${identifierKey(value)}`),
  );
  return isShared ? ['same-id'] : [];
}

function comparePhones(left: Comparable, right: Comparable): readonly SimilarityReasonCode[] {
  return left.phone !== '' && left.phone === right.phone ? ['same-phone'] : [];
}

function compareSexes(left: Comparable, right: Comparable): readonly SimilarityReasonCode[] {
  if (left.gender === null || right.gender === null) return [];
  return left.gender === right.gender ? ['same-sex'] : ['different-sex'];
}

/** An inexact date counts by its year, ±1; day and month swapped is the usual slip of imported dates. */
function compareBirths(left: Comparable, right: Comparable): readonly SimilarityReasonCode[] {
  const [a, b] = [left.birthDate, right.birthDate];
  if (a === null || b === null) return [];
  const bothExact = left.birthDateExact && right.birthDateExact;
  if (a === b) return [bothExact ? 'same-birth-date' : 'same-birth-year'];
  const yearsApart = Math.abs(Number(a.slice(0, 4)) - Number(b.slice(0, 4)));
  if (yearsApart === 0 && a.slice(5, 7) === b.slice(8) && a.slice(8) === b.slice(5, 7)) {
    return ['birth-day-month-swapped'];
  }
  if (yearsApart === 0 || (!bothExact && yearsApart <= 1)) return ['same-birth-year'];
  const isFar = bothExact ? Math.abs(daysBetween(a, b)) > 366 : yearsApart > 5;
  return isFar ? ['different-birth-date'] : [];
}

function compareNames(left: Comparable, right: Comparable): readonly SimilarityReasonCode[] {
  const lefts = namesOf(left);
  const rights = namesOf(right);
  const grades = lefts.flatMap((a) => rights.map((b) => gradeNames(a, b)));
  const best = Math.max(0, ...grades);
  const code = (['name-similar', 'name-sounds-alike', 'name-same'] as const)[best - 1];
  return code === undefined ? [] : [code];
}

function namesOf(person: Comparable): readonly string[] {
  return [foldName(displayName(person)), foldName(person.localName)].filter(Boolean);
}

/** 3 the same words in any order, 2 every word of the shorter name sounds like one of the longer, 1 similar. */
function gradeNames(left: string, right: string): 0 | 1 | 2 | 3 {
  if (sortedWords(left.split(' ')) === sortedWords(right.split(' '))) return 3;
  const [a, b] = [nameUnits(left), nameUnits(right)];
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  const keys = longer.map(phoneticKey);
  const isFullMatch = shorter.length >= 2 || longer.length === 1;
  if (isFullMatch && containsAll(keys, shorter.map(phoneticKey))) return 2;
  return isFullMatch && nameSimilarity(left, right) >= SIMILAR_NAME ? 1 : 0;
}

function sortedWords(words: readonly string[]): string {
  return [...words].sort().join(' ');
}

/** Whether every wanted key is present, each present key answering for one wanted key only. */
function containsAll(present: readonly string[], wanted: readonly string[]): boolean {
  const left = [...present];
  return wanted.every((key) => {
    const at = left.indexOf(key);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/**
 * 0 to 1: mean Jaro-Winkler of the words of two names, each word paired with its best partner once, words without
 * partner ignored beyond the shorter name. Order of words and script do not matter. Symmetric.
 */
export function nameSimilarity(left: string, right: string): number {
  const [a, b] = [nameUnits(left).map(romanise), nameUnits(right).map(romanise)];
  const pairs = a
    .flatMap((x, i) => b.map((y, j) => ({ i, j, score: jaroWinkler(x, y), label: sortedWords([x, y]) })))
    .sort((p, q) => q.score - p.score || (p.label < q.label ? -1 : 1));
  const usedLeft = new Set<number>();
  const usedRight = new Set<number>();
  let total = 0;
  for (const { i, j, score } of pairs) {
    if (usedLeft.has(i) || usedRight.has(j)) continue;
    usedLeft.add(i);
    usedRight.add(j);
    total += score;
  }
  return usedLeft.size === 0 ? 0 : total / usedLeft.size;
}

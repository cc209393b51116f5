import { describe, expect, test } from 'vitest';
import { checkFacts, checkQuestionPack, type Question } from './question-pack.ts';

const questions: readonly Question[] = [
  { code: 'home_owned', kind: 'yes-no', subject: 'household', required: true },
  { code: 'roof', kind: 'choice', subject: 'household', required: false, choices: ['straw', 'metal'] },
  { code: 'land_ha', kind: 'number', subject: 'household', required: false, min: 0, max: 50, decimals: 1 },
  { code: 'schooling', kind: 'choice', subject: 'person', required: false, choices: ['none', 'some'] },
];

describe('packs', () => {
  test('a sound pack has no issue', () => {
    expect(checkQuestionPack({ code: 'basic', version: 1, questions })).toEqual([]);
  });

  test('every fault of a pack is reported with its place', () => {
    const bad: readonly Question[] = [
      { code: 'Roof!', kind: 'yes-no', subject: 'person', required: false },
      { code: 'constructor', kind: 'yes-no', subject: 'person', required: false },
      { code: 'roof', kind: 'choice', subject: 'household', required: false, choices: [] },
      { code: 'roof', kind: 'choice', subject: 'household', required: false, choices: ['a', 'a'] },
      { code: 'rooms', kind: 'number', subject: 'household', required: false, min: 5, max: 1, decimals: 0 },
    ];
    expect(checkQuestionPack({ code: 'bad', version: 1, questions: bad })).toEqual([
      { field: 'questions.0.code', code: 'questions/code-malformed', data: { code: 'Roof!' } },
      { field: 'questions.1.code', code: 'questions/code-malformed', data: { code: 'constructor' } },
      { field: 'questions.2.choices', code: 'questions/choices-missing', data: { code: 'roof' } },
      { field: 'questions.3.code', code: 'questions/code-twice', data: { code: 'roof' } },
      { field: 'questions.3.choices', code: 'questions/choice-twice', data: { code: 'roof' } },
      { field: 'questions.4.min', code: 'questions/range-empty', data: { code: 'rooms' } },
    ]);
  });
});

describe('answers', () => {
  test('fitting answers have no issue', () => {
    expect(checkFacts({ home_owned: false, roof: 'straw', land_ha: 0.5 }, questions, 'household')).toEqual(
      [],
    );
    expect(checkFacts({}, questions, 'person')).toEqual([]);
  });

  test.each([
    [{ home_owned: 'yes' }, 'home_owned', 'facts/wrong-kind', { wanted: 'yes-no' }],
    [{ home_owned: true, roof: 'gold' }, 'roof', 'facts/not-a-choice', {}],
    [{ home_owned: true, roof: 1 }, 'roof', 'facts/wrong-kind', { wanted: 'choice' }],
    [{ home_owned: true, land_ha: 51 }, 'land_ha', 'facts/out-of-range', { min: 0, max: 50 }],
    [{ home_owned: true, land_ha: Number.NaN }, 'land_ha', 'facts/wrong-kind', { wanted: 'number' }],
    [{ home_owned: true, land_ha: 0.55 }, 'land_ha', 'facts/too-many-decimals', { decimals: 1 }],
    [{ home_owned: true, schooling: 'some' }, 'schooling', 'facts/unknown-question', {}],
    [{ roof: 'straw' }, 'home_owned', 'facts/missing', {}],
  ])('%o is reported at %s as %s', (facts, code, issueCode, data) => {
    expect(checkFacts(facts, questions, 'household')).toEqual([
      { field: `facts.${code}`, code: issueCode, data },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { OPENG2P_QUESTIONS } from '#domain/registry/openg2p-questions';
import { allQuestions, householdQuestions, readConsentPolicy } from './question-pack.ts';

const own = {
  code: 'roof',
  kind: 'choice',
  subject: 'household',
  required: true,
  choices: ['iron', 'tiles'],
};

describe('a question pack', () => {
  it('gives all its questions, and to the page those about the household', () => {
    const pack = { code: 'p', version: 1, questions: [own, ...OPENG2P_QUESTIONS.questions] };
    expect(allQuestions(pack)).toHaveLength(1 + OPENG2P_QUESTIONS.questions.length);
    expect(householdQuestions(pack)).toEqual([own]);
  });

  it('that cannot be read gives none', () => {
    expect([null, {}, { questions: [{ code: 'x' }] }].map(householdQuestions)).toEqual([[], [], []]);
  });
});

describe('a consent text', () => {
  it('is read with its version and purposes, which have defaults', () => {
    expect(readConsentPolicy({ version: 3, texts: { en: 'Read this.' } })).toEqual({
      version: '3',
      texts: { en: 'Read this.' },
      purposes: ['registration', 'eligibility', 'payment'],
    });
  });

  it('is none without words', () => {
    expect([null, {}, { version: '1', texts: {} }].map(readConsentPolicy)).toEqual([null, null, null]);
  });
});

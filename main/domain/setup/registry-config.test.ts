import { describe, expect, test } from 'vitest';
import { OPENG2P_QUESTIONS } from '../registry/openg2p-questions.ts';
import { decodeIdTypes, decodeQuestionPack } from './registry-config.ts';

describe('question packs', () => {
  test('the default pack comes back from JSON as it is', () => {
    expect(decodeQuestionPack(JSON.parse(JSON.stringify(OPENG2P_QUESTIONS)))).toEqual({
      ok: true,
      value: OPENG2P_QUESTIONS,
    });
  });

  test('translations are left out and defaults put in', () => {
    const question = {
      code: 'rooms',
      kind: 'number',
      subject: 'household',
      min: 1,
      max: 20,
      texts: { en: 'Rooms' },
    };
    expect(decodeQuestionPack({ code: 'p', version: 1, questions: [question] })).toEqual({
      ok: true,
      value: {
        code: 'p',
        version: 1,
        questions: [
          {
            code: 'rooms',
            kind: 'number',
            subject: 'household',
            required: false,
            min: 1,
            max: 20,
            decimals: 0,
          },
        ],
      },
    });
  });

  test.each([
    [null, '', 'object expected'],
    [{ code: 'p', version: 0, questions: [] }, 'version', 'whole number from 1 expected'],
    [
      { code: 'p', version: 1, questions: [{ kind: 'essay' }] },
      'questions.0.kind',
      'one of choice, number, yes-no expected',
    ],
    [
      { code: 'p', version: 1, questions: [{ kind: 'toString' }] },
      'questions.0.kind',
      'one of choice, number, yes-no expected',
    ],
    [
      { code: 'p', version: 1, questions: [{ code: 'a', kind: 'choice', subject: 'person', choices: [] }] },
      'questions.0.choices',
      'questions/choices-missing',
    ],
  ])('%j is refused at %s', (input, path, problem) => {
    expect(decodeQuestionPack(input)).toEqual({
      ok: false,
      error: { code: 'setup/config-invalid', path, problem },
    });
  });
});

describe('ID types', () => {
  test('pattern and checksum may be absent', () => {
    expect(
      decodeIdTypes([
        { code: 'a', name: 'A' },
        { code: 'b', pattern: '\\d+', checksum: 'luhn' },
      ]),
    ).toEqual({
      ok: true,
      value: [
        { code: 'a', pattern: '', checksum: 'none' },
        { code: 'b', pattern: '\\d+', checksum: 'luhn' },
      ],
    });
  });

  test.each([
    [[{ code: 'a', pattern: '(' }], '0.pattern', 'not a regular expression'],
    [[{ code: 'a' }, { code: 'a' }], '1.code', 'this code stands twice'],
    [[{ code: 'a', checksum: 'crc' }], '0.checksum', 'one of none, verhoeff, luhn expected'],
    [{}, '', 'list expected'],
  ])('%j is refused at %s', (input, path, problem) => {
    expect(decodeIdTypes(input)).toEqual({
      ok: false,
      error: { code: 'setup/config-invalid', path, problem },
    });
  });
});

import { readFileSync } from 'node:fs';
import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { changeMember, emptyEntry } from './household-entry.ts';
import { issueProblems, typedProblems, withoutField } from './household-problems.ts';

const words = (feature: string) =>
  z
    .record(z.string(), z.string())
    .parse(
      JSON.parse(
        readFileSync(new URL(`../../../resources/locales/en/${feature}.json`, import.meta.url), 'utf8'),
      ),
    );
const i18n = createInstance();
await i18n.init({
  lng: 'en',
  resources: { en: { household: words('household'), issues: words('issues') } },
  keySeparator: false,
  interpolation: { escapeValue: false },
});
const { t } = i18n;
const label = (code: string) => `question ${code}`;
const entry = changeMember(changeMember(emptyEntry('area', 'en'), 'row-0', { givenName: 'Almaz' }), 'row-1', {
  givenName: 'Dawit',
  familyName: 'Tesfaye',
  relationship: 'child',
});
const places = (problems: readonly { readonly step: string; readonly fieldId: string }[]) =>
  problems.map(({ step, fieldId }) => [step, fieldId]);

describe('what the page sees by itself', () => {
  it('is nothing in a household that can be asked about', () => {
    expect(typedProblems(t, entry)).toEqual([]);
  });

  it('is a missing name, relation, number and village, and a birth that is none', () => {
    const broken = changeMember(
      changeMember(emptyEntry('', 'en'), 'row-0', { idType: 'fayda', birthWrong: true }),
      'row-1',
      { givenName: 'Dawit' },
    );
    expect(places(typedProblems(t, broken))).toEqual([
      ['people', 'hh-row-0-given'],
      ['people', 'hh-row-0-birth'],
      ['people', 'hh-row-0-id'],
      ['people', 'hh-row-1-relation'],
      ['people', 'hh-area'],
    ]);
  });

  it('asks for no number from somebody without an ID', () => {
    expect(typedProblems(t, changeMember(entry, 'row-0', { idType: 'none' }))).toEqual([]);
  });
});

describe('what the core finds', () => {
  it('stands at its field, with the member’s name in the summary', () => {
    const [problem] = issueProblems(
      t,
      entry,
      [
        {
          field: 'members.1.birthDate',
          code: 'registry/birth-date-too-early',
          data: { earliest: '1906-11-20' },
        },
      ],
      label,
    );
    expect(problem).toEqual({
      step: 'people',
      fieldId: 'hh-row-1-birth',
      text: 'The birth date lies before 20 Nov 1906. Compare the century with the paper.',
      summary:
        'Birth of Dawit Tesfaye: The birth date lies before 20 Nov 1906. Compare the century with the paper.',
    });
  });

  it.each([
    ['members.0.identifiers.0.value', 'people', 'hh-row-0-id'],
    ['members.1.relationship', 'people', 'hh-row-1-relation'],
    ['members.1.somethingNew', 'people', 'hh-row-1-given'],
    ['members.7.givenName', 'people', 'hh-row-0-given'],
    ['members', 'people', 'hh-row-0-given'],
    ['areaId', 'people', 'hh-area'],
    ['facts.roof', 'living', 'hh-question-roof'],
    ['consent.witness', 'consent', 'hh-consent'],
    ['documents.0', 'documents', 'hh-documents'],
    ['unheard-of', 'people', 'hh-row-0-given'],
  ])('at %s is shown at step %s, field %s', (field, step, fieldId) => {
    expect(places(issueProblems(t, entry, [{ field, code: 'facts/missing' }], label))).toEqual([
      [step, fieldId],
    ]);
  });
});

describe('a complaint', () => {
  it('goes when its field is changed, the others stay', () => {
    const problems = issueProblems(
      t,
      entry,
      [
        { field: 'areaId', code: 'facts/missing' },
        { field: 'facts.roof', code: 'facts/missing' },
      ],
      label,
    );
    expect(places(withoutField(problems, 'hh-area'))).toEqual([['living', 'hh-question-roof']]);
    expect(withoutField(problems, 'hh-row-9-given')).toBe(problems);
  });
});

import { describe, expect, it } from 'vitest';
import { BUILT_FAMILIES } from './built-text-keys.ts';
import { LANGUAGES, type Language, readLocales } from './locale-files.ts';
import { localeMistakes } from './locale-rules.ts';
import { isCode, isTest, readProjectFiles, type SourceFile } from './source-files.ts';
import { deadKeys, incompleteFamilies, missingKeys, unlistedFamilies } from './text-rules.ts';
import { readTextUses } from './text-uses.ts';

/** Errors are asked for by code; error-codes.test.ts holds that file against the contract. */
const ERRORS = { feature: 'errors', prefix: '', members: [], source: 'error-codes.test.ts' };
const FAMILIES = [ERRORS, ...BUILT_FAMILIES];

const locales = readLocales();
const leading: Language = locales.get('en') ?? new Map();
const textCount = [...leading.values()].reduce((sum, texts) => sum + texts.size, 0);
const sources = readProjectFiles(
  (path) => isCode(path) && !isTest(path) && /^(?:renderer|electron|main)\//.test(path),
);
const uses = sources.map(readTextUses);
const rendererUses = uses.filter((use) => use.file.path.startsWith('renderer/'));

describe(`the locales (${locales.size} languages, ${leading.size} features, ${textCount} texts in en)`, () => {
  it('are all there as soon as there is one', () => {
    expect([...locales.keys()].sort()).toEqual(locales.size === 0 ? [] : [...LANGUAGES].sort());
  });

  it('say the same in every language: keys, plural forms, placeholders, nothing empty', () => {
    expect([...locales].flatMap(([code, language]) => localeMistakes(code, language, leading))).toEqual([]);
  });

  it.skipIf(locales.size === 0)(`have every text that ${rendererUses.length} renderer files ask for`, () => {
    expect(missingKeys(rendererUses, leading)).toEqual([]);
  });

  it.skipIf(locales.size === 0)(
    'have no family of built keys that is not listed, and none that is incomplete',
    () => {
      expect(unlistedFamilies(rendererUses, leading, FAMILIES)).toEqual([]);
      expect(incompleteFamilies(leading, BUILT_FAMILIES)).toEqual([]);
    },
  );

  it('have no text that nothing asks for', () => {
    expect(deadKeys(uses, leading, FAMILIES)).toEqual([]);
  });
});

function language(texts: Readonly<Record<string, string>>): Language {
  return new Map([['people', new Map(Object.entries(texts))]]);
}

describe('the locale rules', () => {
  const en = language({
    hello: 'Hello {{name}}',
    cases_one: '{{count}} case',
    cases_other: '{{count}} cases',
  });
  const ar = {
    hello: '{{name}}',
    cases_zero: '0',
    cases_one: '1',
    cases_two: '2',
    cases_few: '{{count}}',
    cases_many: '{{count}}',
    cases_other: '{{count}}',
  };

  it('want the plural forms of each language, not those of English', () => {
    expect(localeMistakes('ar', language(ar), en)).toEqual([]);
    const { cases_few: _, ...withoutFew } = ar;
    expect(localeMistakes('ar', language(withoutFew), en)).toEqual(['ar/people.json lacks "cases_few"']);
    const german = { hello: '{{name}}', cases_one: '1', cases_few: '2', cases_other: '{{count}}' };
    expect(localeMistakes('de', language(german), en)).toEqual(['de/people.json has "cases_few" too much']);
  });

  it('allow a text for none in every language', () => {
    const withZero = language({ cases_zero: 'No cases', cases_one: 'One', cases_other: '{{count}} cases' });
    expect(localeMistakes('en', withZero, language({ cases_one: '1', cases_other: '{{count}}' }))).toEqual(
      [],
    );
  });

  it.each([
    ['a missing key', {}, ['fr/people.json lacks "a"']],
    ['a key too much', { a: '{{x}}', b: 'B' }, ['fr/people.json has "b" too much']],
    ['an empty text', { a: ' ' }, ['fr/people.json "a" is empty', 'fr/people.json "a" lacks {{x}}']],
    [
      'another placeholder',
      { a: '{{y}}' },
      ['fr/people.json "a" lacks {{x}}', 'fr/people.json "a" has {{y}} too much'],
    ],
    ['a formatted placeholder as the same', { a: '{{ x, number }}' }, []],
    ['a lost tag', { a: '{{x}} <b>!' }, ['fr/people.json "a" has <b> too much']],
  ])('find %s', (_, texts, mistakes) => {
    expect(localeMistakes('fr', language({ ...texts }), language({ a: '{{x}}' }))).toEqual(mistakes);
  });
});

describe('the use of texts', () => {
  const texts: Language = new Map([
    [
      'people',
      new Map(Object.entries({ find: 'Find', cases_one: '1', cases_other: '2', 'state.new': 'New' })),
    ],
    ['sync', new Map([['find', 'Find']])],
  ]);
  const use = (text: string): readonly ReturnType<typeof readTextUses>[] => {
    const file: SourceFile = { path: 'renderer/x.tsx', text };
    return [readTextUses(file)];
  };
  const hook = "const { t } = useTranslation('people');";

  it.each([
    ['a key of the feature', `${hook} t('find');`, []],
    ['a plural by its base', `${hook} t('cases', { count: 2 });`, []],
    ['a key with its feature', "i18n.t('sync:find');", []],
    ['both sides of a choice', `${hook} t(a ? 'find' : 'lost');`, ['renderer/x.tsx:1: no text "lost"']],
    ['a key of another feature', `${hook} t('sync:cases');`, ['renderer/x.tsx:1: no text "sync:cases"']],
    ['a key in Trans', `${hook} <Trans i18nKey="gone" />;`, ['renderer/x.tsx:1: no text "gone"']],
  ])('finds %s', (_, text, missing) => {
    expect(missingKeys(use(text), texts)).toEqual(missing);
  });

  it('finds built keys until their family is listed', () => {
    const built = use(`${hook} t(\`state.\${state}\`);`);
    const family = { feature: 'people', prefix: 'state.', members: ['new'], source: 'the state table' };
    expect(unlistedFamilies(built, texts, [])).toHaveLength(1);
    expect(unlistedFamilies(built, texts, [family])).toEqual([]);
    expect(incompleteFamilies(texts, [family])).toEqual([]);
    expect(incompleteFamilies(texts, [{ ...family, members: ['old'] }])).toEqual([
      'people.json lacks "state.old" (the state table)',
      'people.json has "state.new" (the state table)',
    ]);
  });

  it('finds texts that nothing asks for', () => {
    expect(deadKeys(use(`${hook} t('find'); const later = 'people:state.new';`), texts, [])).toEqual([
      'people.json "cases" is used nowhere',
      'sync.json "find" is used nowhere',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { readDeclaredErrors } from './declared-errors.ts';
import { LANGUAGES, readLocales, writtenKeys } from './locale-files.ts';
import { isCode, isTest, readProjectFiles, type SourceFile } from './source-files.ts';
import { constantText, visitFile } from './syntax.ts';

const declared = await readDeclaredErrors();
const codes = [...(declared?.keys() ?? [])];
const locales = readLocales();
const sources = readProjectFiles(
  (path) => isCode(path) && !isTest(path) && !/^(?:main\/contract|build|test|renderer)\//.test(path),
);
const hasServices = sources.some((file) => file.path.startsWith('main/services/'));

/** Codes written in the given files, as plain literals: a code is never put together from pieces. */
function codesIn(files: readonly SourceFile[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const file of files) {
    const add = (text: string | undefined): void => {
      if (text !== undefined && CODE.test(text)) found.add(text);
    };
    visitFile(file, {
      Literal: (node) => add(constantText(node)),
      TemplateLiteral: (node) => add(constantText(node)),
    });
  }
  return found;
}

const CODE = /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/;

/** Codes without a text and texts without a code, in one language. */
function differences(wanted: readonly string[], texts: ReadonlyMap<string, string>): readonly string[] {
  const written = writtenKeys(texts);
  return [
    ...wanted.filter((code) => !written.has(code)).map((code) => `no text for ${code}`),
    ...[...written].filter((key) => !wanted.includes(key)).map((key) => `no code for the text ${key}`),
  ];
}

describe(declared === undefined ? 'error codes (no contract yet)' : `the ${codes.length} error codes`, () => {
  it('are written as feature/what-is-wrong', () => {
    expect(codes.filter((code) => !CODE.test(code))).toEqual([]);
  });

  it.skipIf(locales.size === 0).each(LANGUAGES)(
    'have a text each in %s, and no text is left over',
    (language) => {
      expect(differences(codes, locales.get(language)?.get('errors') ?? new Map())).toEqual([]);
    },
  );

  it.skipIf(!hasServices)(`are each returned somewhere in ${sources.length} source files`, () => {
    const returned = codesIn(sources);
    expect(
      codes
        .filter((code) => !returned.has(code))
        .map((code) => `${code} is declared by ${declared?.get(code)?.join(', ')} and returned nowhere`),
    ).toEqual([]);
  });
});

describe('the check finds', () => {
  it('a code without a text, and a text without a code', () => {
    expect(differences(['voucher/expired'], new Map([['voucher/forged', 'Forged']]))).toEqual([
      'no text for voucher/expired',
      'no code for the text voucher/forged',
    ]);
  });

  it('a text in plural forms under its code', () => {
    const texts = new Map([
      ['voucher/expired_one', 'Expired yesterday'],
      ['voucher/expired_other', 'Expired {{count}} days ago'],
    ]);
    expect(differences(['voucher/expired'], texts)).toEqual([]);
  });

  it('codes in results, and nothing else', () => {
    const text = "err({ code: 'voucher/expired' }); const type = 'application/json5'; read('a/b.json');";
    expect([...codesIn([{ path: 'main/x.ts', text }])]).toEqual(['voucher/expired', 'application/json5']);
  });
});

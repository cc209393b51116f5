import { basename, dirname } from 'node:path';
import { readProjectFiles } from './source-files.ts';

/** The texts of one language: feature -> key -> text. */
export type Language = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The languages that are shipped; en is the one the others are measured by. */
export const LANGUAGES = ['en', 'fr', 'ar'] as const;

/** Reads resources/locales; languages, features and keys as found. A text that is not a string is an error. */
export function readLocales(): ReadonlyMap<string, Language> {
  const locales = new Map<string, Map<string, ReadonlyMap<string, string>>>();
  for (const file of readProjectFiles((path) => /^resources\/locales\/[^/]+\/[^/]+\.json$/.test(path))) {
    const language = basename(dirname(file.path));
    const features = locales.get(language) ?? new Map<string, ReadonlyMap<string, string>>();
    features.set(basename(file.path, '.json'), parseTexts(file.path, file.text));
    locales.set(language, features);
  }
  return locales;
}

function parseTexts(path: string, text: string): ReadonlyMap<string, string> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${path}: no object`);
  return new Map(
    Object.entries(value).map(([key, entry]: readonly [string, unknown]) => {
      if (typeof entry !== 'string') throw new Error(`${path}: "${key}" is no text; keys are flat`);
      return [key, entry];
    }),
  );
}

const PLURAL = /^(?<base>.+?)(?<ordinal>_ordinal)?_(?<category>zero|one|two|few|many|other)$/;

/** A key taken apart: `cases_few` is the form `few` of `cases` where the file also has `cases_other`. */
export type KeyParts = {
  readonly base: string;
  readonly kind: 'plain' | 'cardinal' | 'ordinal';
  readonly category?: string;
};

/** Takes a key apart; a key only counts as a plural form when its `_other` form exists. */
export function keyParts(key: string, keys: ReadonlySet<string>): KeyParts {
  const groups = PLURAL.exec(key)?.groups;
  const base = groups?.['base'];
  const category = groups?.['category'];
  if (base === undefined || category === undefined) return { base: key, kind: 'plain' };
  const ordinal = groups?.['ordinal'] !== undefined;
  if (!keys.has(`${base}${ordinal ? '_ordinal' : ''}_other`)) return { base: key, kind: 'plain' };
  return { base, kind: ordinal ? 'ordinal' : 'cardinal', category };
}

/** The keys as the code writes them: plural forms folded into their base. */
export function writtenKeys(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const keys = new Set(texts.keys());
  return new Set([...keys].map((key) => keyParts(key, keys).base));
}

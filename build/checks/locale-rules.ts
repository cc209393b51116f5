import { type KeyParts, keyParts, type Language } from './locale-files.ts';

const HOLE = /\{\{-?\s*(?<name>[^},\s]+)[^}]*\}\}|\$t\([^)]*\)|<\/?[a-z0-9]+\s*\/?>/gi;

/** Everything wrong in one language measured by the leading one: one sentence per mistake. */
export function localeMistakes(code: string, language: Language, leading: Language): readonly string[] {
  const features = new Set([...language.keys(), ...leading.keys()]);
  return [...features].flatMap((feature) => {
    const texts = language.get(feature);
    const model = leading.get(feature);
    if (texts === undefined) return [`${code}/${feature}.json is missing`];
    if (model === undefined) return [`${code}/${feature}.json has no counterpart`];
    return [
      ...keyMistakes(code, feature, texts, model),
      ...emptyTexts(code, feature, texts),
      ...holeMistakes(code, feature, texts, model),
    ];
  });
}

function keyMistakes(
  code: string,
  feature: string,
  texts: ReadonlyMap<string, string>,
  model: ReadonlyMap<string, string>,
): readonly string[] {
  const wanted = new Set<string>();
  const modelKeys = new Set(model.keys());
  for (const key of modelKeys) {
    for (const form of formsOf(keyParts(key, modelKeys), code)) wanted.add(form);
  }
  const missing = [...wanted].filter((key) => !texts.has(key));
  const extra = [...texts.keys()].filter((key) => !wanted.has(key) && !isSpokenZero(key, wanted));
  return [
    ...missing.map((key) => `${code}/${feature}.json lacks "${key}"`),
    ...extra.map((key) => `${code}/${feature}.json has "${key}" too much`),
  ];
}

/** A `_zero` text ("none yet") is allowed in any language, because i18next asks for it whenever count is 0. */
function isSpokenZero(key: string, wanted: ReadonlySet<string>): boolean {
  return key.endsWith('_zero') && wanted.has(key.replace(/_zero$/, '_other'));
}

function formsOf(parts: KeyParts, code: string): readonly string[] {
  if (parts.kind === 'plain') return [parts.base];
  const { pluralCategories } = new Intl.PluralRules(code, { type: parts.kind }).resolvedOptions();
  const middle = parts.kind === 'ordinal' ? '_ordinal' : '';
  return pluralCategories.map((category) => `${parts.base}${middle}_${category}`);
}

function emptyTexts(code: string, feature: string, texts: ReadonlyMap<string, string>): readonly string[] {
  return [...texts].flatMap(([key, text]) =>
    text.trim() === '' ? [`${code}/${feature}.json "${key}" is empty`] : [],
  );
}

/** Same holes, same tags; a form that names its number in words ("one", "two", "none") may leave out `count`. */
function holeMistakes(
  code: string,
  feature: string,
  texts: ReadonlyMap<string, string>,
  model: ReadonlyMap<string, string>,
): readonly string[] {
  const keys = new Set(texts.keys());
  return [...texts].flatMap(([key, text]) => {
    const parts = keyParts(key, keys);
    const middle = parts.kind === 'ordinal' ? '_ordinal' : '';
    const source = model.get(parts.kind === 'plain' ? key : `${parts.base}${middle}_other`);
    if (source === undefined) return [];
    const mayOmitCount = parts.category !== undefined && parts.category !== 'other';
    const wanted = holesOf(source);
    const found = holesOf(text);
    const missing = [...wanted].filter((hole) => !found.has(hole) && !(mayOmitCount && hole === '{{count}}'));
    const extra = [...found].filter((hole) => !wanted.has(hole));
    return [
      ...missing.map((hole) => `${code}/${feature}.json "${key}" lacks ${hole}`),
      ...extra.map((hole) => `${code}/${feature}.json "${key}" has ${hole} too much`),
    ];
  });
}

function holesOf(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(HOLE)].map((match) => {
      const name = match.groups?.['name'];
      return name === undefined ? match[0] : `{{${name}}}`;
    }),
  );
}

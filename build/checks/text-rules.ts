import { type Language, writtenKeys } from './locale-files.ts';
import type { TextUses } from './text-uses.ts';

/** A family of keys that the code builds at run time: `prefix` and one of `members`, which `source` decides. */
export type BuiltFamily = {
  readonly feature: string;
  readonly prefix: string;
  readonly members: readonly string[];
  readonly source: string;
};

/** Keys asked for that no feature has. `feature:key` names one; a bare key is looked for in the file's features. */
export function missingKeys(uses: readonly TextUses[], leading: Language): readonly string[] {
  const written = writtenByFeature(leading);
  return uses.flatMap((use) =>
    use.keys
      .filter(
        ({ key }) =>
          !candidates(key, use, written).some(([feature, bare]) => written.get(feature)?.has(bare)),
      )
      .map(({ key, where }) => `${where}: no text "${key}"`),
  );
}

/** Keys built from pieces that belong to no listed family. */
export function unlistedFamilies(
  uses: readonly TextUses[],
  leading: Language,
  families: readonly BuiltFamily[],
): readonly string[] {
  const written = writtenByFeature(leading);
  return uses.flatMap((use) =>
    use.builtKeys
      .filter(
        ({ prefix }) =>
          !candidates(prefix, use, written).some(([feature, bare]) =>
            families.some((family) => family.feature === feature && bare === family.prefix),
          ),
      )
      .map(({ prefix, where }) => `${where}: keys built from "${prefix}…" are not in built-text-keys.ts`),
  );
}

/** Texts that nothing asks for. */
export function deadKeys(
  uses: readonly TextUses[],
  leading: Language,
  families: readonly BuiltFamily[],
): readonly string[] {
  const written = writtenByFeature(leading);
  const used = new Set<string>();
  for (const use of uses) {
    for (const { key } of use.keys) {
      for (const [feature, bare] of candidates(key, use, written)) used.add(`${feature}:${bare}`);
    }
    for (const literal of use.literals) {
      if (literal.includes(':')) used.add(literal);
      for (const feature of use.features) used.add(`${feature}:${literal}`);
    }
  }
  return [...written].flatMap(([feature, keys]) =>
    [...keys]
      .filter((key) => !used.has(`${feature}:${key}`))
      .filter(
        (key) => !families.some((family) => family.feature === feature && key.startsWith(family.prefix)),
      )
      .map((key) => `${feature}.json "${key}" is used nowhere`),
  );
}

/** Members of a family without a text, and texts with a family's prefix that are no member. */
export function incompleteFamilies(leading: Language, families: readonly BuiltFamily[]): readonly string[] {
  const written = writtenByFeature(leading);
  return families.flatMap(({ feature, prefix, members, source }) => {
    const keys = [...(written.get(feature) ?? [])].filter((key) => key.startsWith(prefix));
    const wanted = members.map((member) => `${prefix}${member}`);
    return [
      ...wanted
        .filter((key) => !keys.includes(key))
        .map((key) => `${feature}.json lacks "${key}" (${source})`),
      ...keys.filter((key) => !wanted.includes(key)).map((key) => `${feature}.json has "${key}" (${source})`),
    ];
  });
}

function writtenByFeature(language: Language): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map([...language].map(([feature, texts]) => [feature, writtenKeys(texts)]));
}

function candidates(
  key: string,
  use: TextUses,
  written: ReadonlyMap<string, ReadonlySet<string>>,
): readonly (readonly [string, string])[] {
  const named = /^(?<feature>[a-z][a-z-]*):(?<bare>.*)$/.exec(key)?.groups;
  if (named?.['feature'] !== undefined) return [[named['feature'], named['bare'] ?? '']];
  const features = use.features.size > 0 ? use.features : written.keys();
  return [...features].map((name) => [name, key]);
}

import type { SearchQuery } from '#ports/registry-queries';
import type { PersonKey } from '../person-keys.ts';
import type { Statements } from '../statements.ts';
import { type Reading, readSearch } from './read-search.ts';
import { selectHolders, selectHoldersOfBeginning, selectInOrderOfName } from './registry-search.sql.ts';

/** How well a person matches: a whole word, the beginning of one, or only its sound. */
type Rank = 0 | 1 | 2;
type Matches = ReadonlyMap<string, Rank>;
const RANKS = [0, 1, 2] as const satisfies readonly Rank[];

/**
 * So many people are put in order for one word. A country's commonest name or a single letter may have more in an
 * office of 50,000; then the first by key and id count, and "more" says that typing on helps. Several words narrow each
 * other, so there every holder is looked at.
 */
const MOST_CANDIDATES = 5000;
const MOST_OF_ONE_KIND = 20_000;
const ALL = -1;
/** Above every character of every key. */
const LAST_CHARACTER = '\u{10ffff}';
const SOUND: PersonKey['kind'] = 'sound';

/** Ids of the best matches in order of rank and name, one more than `limit` when there are more. */
export function searchPeople(statement: Statements, query: SearchQuery): readonly string[] {
  const { alternatives } = readSearch(query.text, query.callingCode);
  const most = query.kind === undefined ? MOST_CANDIDATES : MOST_OF_ONE_KIND;
  const found = new Map<string, Rank>();
  for (const readings of alternatives) {
    for (const [id, rank] of matchAll(statement, readings, most)) {
      const known = found.get(id);
      if (known === undefined || rank < known) found.set(id, rank);
    }
  }
  return inOrder(statement, found, query, most);
}

/** Who answers one part, by rank: the same person may stand in several. */
type Holders = { readonly byRank: readonly (readonly string[])[]; readonly count: number };

/**
 * People who match every part; the worst of their parts is their rank. The rarest part is put into a map, the others
 * only pass over it: half an office may bear the commonest name.
 */
function matchAll(statement: Statements, readings: readonly Reading[], most: number): Matches {
  const limit = readings.length === 1 ? most : ALL;
  const parts = readings
    .map((reading) => holdersOf(statement, reading, limit))
    .sort((a, b) => a.count - b.count);
  let matches: Map<string, Rank> | undefined;
  for (const { byRank } of parts) {
    const next = new Map<string, Rank>();
    for (const rank of RANKS) {
      for (const id of byRank[rank] ?? []) {
        const before = matches === undefined ? 0 : matches.get(id);
        if (before !== undefined && !next.has(id)) next.set(id, before > rank ? before : rank);
      }
    }
    matches = next;
  }
  return matches ?? new Map();
}

function holdersOf(statement: Statements, { whole, beginnings, sounds }: Reading, limit: number): Holders {
  const exact = statement<string>('holders', () => selectHolders).pluck();
  const beginning = statement<string>('beginning', () => selectHoldersOfBeginning).pluck();
  const byRank = [
    whole.flatMap(({ kind, key }) => exact.all(kind, key, limit)),
    beginnings.flatMap(({ kind, key }) => beginning.all(kind, key, key + LAST_CHARACTER, limit)),
    sounds.flatMap((key) => exact.all(SOUND, key, limit)),
  ];
  return { byRank, count: byRank.reduce((sum, ids) => sum + ids.length, 0) };
}

function inOrder(
  statement: Statements,
  found: Matches,
  { kind, limit }: SearchQuery,
  most: number,
): readonly string[] {
  const pick = statement<string>('in order', () => selectInOrderOfName).pluck();
  const wanted = limit + 1;
  const only = kind ?? null;
  const ranked: readonly string[][] = [[], [], []];
  for (const [id, rank] of found) ranked[rank]?.push(id);
  const ids: string[] = [];
  let looked = 0;
  for (const group of ranked) {
    if (ids.length >= wanted || group.length === 0) continue;
    const room = Math.max(most - looked, wanted);
    looked += Math.min(group.length, room);
    ids.push(...pick.all(JSON.stringify(group.slice(0, room)), only, only, wanted - ids.length));
  }
  return ids;
}

import { identifierKey } from '#domain/registry/identifier';
import { phoneticKeys } from '#domain/registry/phonetic';
import type {
  ListQuery,
  PersonCard,
  PersonFacts,
  RegistryReads,
  SimilarQuery,
  SoundPlace,
} from '#ports/registry-queries';
import type { SqliteClient } from '../open.ts';
import { phoneKeys } from '../person-keys.ts';
import { createStatements, type Statements } from '../statements.ts';
import { createNamedStatements, type NamedStatements } from './named-statements.ts';
import * as sql from './registry-people.sql.ts';
import { searchPeople } from './registry-search.ts';

type PeopleReads = Pick<
  RegistryReads,
  | 'search'
  | 'list'
  | 'cards'
  | 'candidates'
  | 'peopleFacts'
  | 'holdersOf'
  | 'importedAs'
  | 'soundPage'
  | 'birthYearPage'
  | 'openDuplicates'
>;
type RawFacts = Omit<PersonFacts, 'identifiers' | 'birthDateExact'> & { readonly birthDateExact: number };
type RawIdentifier = PersonFacts['identifiers'][number] & { readonly registrantId: string };

/** Finding people: the search box, lists, and people like one being entered. */
export function createPeopleReads(client: SqliteClient): PeopleReads {
  const statement = createStatements(client);
  const named = createNamedStatements(client);
  const cards = (ids: readonly string[]) => readCards(statement, ids);
  return {
    search: (query) => {
      const ids = searchPeople(statement, query);
      return { rows: cards(ids.slice(0, query.limit)), more: ids.length > query.limit };
    },
    list: (query) => list(statement, named, query),
    cards,
    candidates: (query) => peopleFacts(statement, candidateIds(statement, named, query)),
    peopleFacts: (ids) => peopleFacts(statement, ids),
    holdersOf: (idType, value) => {
      type Row = { readonly registrantId: string; readonly value: string };
      const key = identifierKey(value);
      const rows = statement<Row>('holders of identifier', () => sql.selectHoldersOfIdentifier).all(
        key,
        idType,
      );
      const holders = rows.filter((row) => key !== '' && identifierKey(row.value) === key);
      return [...new Set(holders.map(({ registrantId }) => registrantId))];
    },
    importedAs: (keys) => {
      type Row = { readonly importKey: string; readonly registrantId: string };
      const rows = statement<Row>('imported as', () => sql.selectImportedAs).all(JSON.stringify(keys));
      return new Map(rows.map(({ importKey, registrantId }) => [importKey, registrantId]));
    },
    soundPage: (after, limit) =>
      statement<SoundPlace>('sounds', () => sql.selectSoundPage).all(
        after?.key ?? '',
        after?.registrantId ?? '',
        limit,
      ),
    birthYearPage: (afterId, limit) => {
      type Row = ReturnType<RegistryReads['birthYearPage']>[number];
      return statement<Row>('birth years', () => sql.selectBirthYearPage).all(afterId ?? '', limit);
    },
    openDuplicates: () => {
      type Row = ReturnType<RegistryReads['openDuplicates']>;
      return (
        statement<Row>('open duplicates', () => sql.selectOpenDuplicates).get() ?? {
          count: 0,
          oldestAt: null,
          firstName: null,
        }
      );
    },
  };
}

function readCards(statement: Statements, ids: readonly string[]): readonly PersonCard[] {
  if (ids.length === 0) return [];
  const rows = statement<PersonCard>('cards', () => sql.selectCards).all(JSON.stringify(ids));
  const byId = new Map(rows.map((row) => [row.registrantId, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function list(
  statement: Statements,
  named: NamedStatements,
  { kind, areaId, mark, afterId, limit }: ListQuery,
): ReturnType<RegistryReads['list']> {
  const conditions: sql.ListConditions = { area: areaId !== undefined, mark, after: afterId !== null };
  const which = { kind, ...(areaId === undefined ? {} : { areaId }) };
  const page = { ...which, ...(afterId === null ? {} : { afterId }), limit: limit + 1 };
  const ids = named<string>(sql.selectList(conditions)).pluck().all(page);
  const total = named<number>(sql.countList(conditions)).pluck().get(which) ?? 0;
  return { rows: readCards(statement, ids.slice(0, limit)), hasMore: ids.length > limit, total };
}

/** Sharers of an identifier or a phone first: they are few and sure; then those whose name sounds alike. */
function candidateIds(statement: Statements, named: NamedStatements, query: SimilarQuery): readonly string[] {
  const { limit } = query;
  const holders = statement<string>('holders of keys', () => sql.selectHoldersOfKeys).pluck();
  const byIdentifier = holders.all('id', JSON.stringify(query.identifiers.map(identifierKey)), limit);
  const byPhone = holders.all('phone', JSON.stringify(phoneKeys(query.phone)), limit);
  const sounds = [...new Set(query.names.flatMap(phoneticKeys))];
  const fewest = Math.min(2, sounds.length);
  const parameters = { sounds: JSON.stringify(sounds), fewest, birthYear: query.birthYear, limit };
  const alikes = named<string>(sql.selectSoundAlikes).pluck();
  const bySound = fewest === 0 ? [] : alikes.all(parameters);
  return [...new Set([...byIdentifier, ...byPhone, ...bySound])].slice(0, limit);
}

function peopleFacts(statement: Statements, ids: readonly string[]): readonly PersonFacts[] {
  if (ids.length === 0) return [];
  const wanted = JSON.stringify(ids);
  const identifiers = Map.groupBy(
    statement<RawIdentifier>('identifiers', () => sql.selectIdentifiersOf).all(wanted),
    ({ registrantId }) => registrantId,
  );
  const rows = statement<RawFacts>('facts', () => sql.selectPeopleFacts).all(wanted);
  const byId = new Map(rows.map((row) => [row.registrantId, row]));
  return ids.flatMap((id): readonly PersonFacts[] => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const own = (identifiers.get(id) ?? []).map(({ idType, value, expiryDate }) => ({
      idType,
      value,
      expiryDate,
    }));
    return [{ ...row, birthDateExact: row.birthDateExact === 1, identifiers: own }];
  });
}

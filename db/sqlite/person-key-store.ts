import { identifierKey } from '#domain/registry/identifier';
import type { RowReads } from '#ports/store';
import type { RowOf, TableName } from '#sync/protocol/rows/replicated-tables';
import type { SqliteClient } from './open.ts';
import { type PersonKey, registrantKeys } from './person-keys.ts';
import { deletePersonKey, insertPersonKey } from './row-store.sql.ts';
import { createStatements } from './statements.ts';

/** Keys that one row gives to one person. */
type OwnedKeys = { readonly registrantId: string; readonly keys: readonly PersonKey[] };

export type PersonKeyWrites = {
  /** The keys that the stored row gives now; undefined for no row, and for tables that give none. */
  readonly ownedBy: (table: TableName, key: string) => OwnedKeys | undefined;
  /** Brings the keys in step after the row was written, or removed when `row` is undefined. */
  readonly follow: (
    table: TableName,
    before: OwnedKeys | undefined,
    row: RowOf<TableName> | undefined,
  ) => void;
};

/**
 * Keeps `person_key` equal to what `personKeys` says of the stored rows. Only differences are written: saving a person
 * again costs no index write, and no second index is needed to find what to remove.
 */
export function createPersonKeyWrites(client: SqliteClient, rows: RowReads): PersonKeyWrites {
  const statement = createStatements(client);
  const insert = (registrantId: string, { kind, key }: PersonKey) =>
    statement('insert', () => insertPersonKey).run(kind, key, registrantId);
  const remove = (registrantId: string, { kind, key }: PersonKey) =>
    statement('delete', () => deletePersonKey).run(kind, key, registrantId);
  /** Two identifiers of a person may fold to one key; it stays while one of them does. */
  const isStillHeld = (registrantId: string, { kind, key }: PersonKey) =>
    kind === 'id' &&
    rows.list('identifier', 'registrantId', registrantId).some(({ value }) => identifierKey(value) === key);
  return {
    ownedBy: (table, key) => {
      if (table !== 'registrant' && table !== 'identifier') return undefined;
      const row = rows.get(table, key);
      return row === undefined ? undefined : ownedKeys(table, row);
    },
    follow: (table, before, row) => {
      const after = row === undefined ? undefined : ownedKeys(table, row);
      for (const key of missingFrom(before, after)) {
        if (!isStillHeld(key.registrantId, key)) remove(key.registrantId, key);
      }
      for (const key of missingFrom(after, before)) insert(key.registrantId, key);
    },
  };
}

function ownedKeys(table: TableName, row: RowOf<TableName>): OwnedKeys | undefined {
  if (isRowOf('registrant', table, row)) {
    return { registrantId: row.registrantId, keys: registrantKeys(row) };
  }
  if (isRowOf('identifier', table, row)) {
    const key = identifierKey(row.value);
    return { registrantId: row.registrantId, keys: key === '' ? [] : [{ kind: 'id', key }] };
  }
  return undefined;
}

function isRowOf<T extends TableName>(wanted: T, table: TableName, _row: RowOf<TableName>): _row is RowOf<T> {
  return table === wanted;
}

/** Keys of `left` that `right` does not give to the same person. */
function missingFrom(
  left: OwnedKeys | undefined,
  right: OwnedKeys | undefined,
): readonly (PersonKey & { readonly registrantId: string })[] {
  if (left === undefined) return [];
  const { registrantId } = left;
  const same = right?.registrantId === registrantId ? right.keys : [];
  return left.keys
    .filter(({ kind, key }) => !same.some((other) => other.kind === kind && other.key === key))
    .map((key) => ({ ...key, registrantId }));
}

import type { Tx } from '#db/postgres/database';
import { loadRows, type StoredRow } from '#db/postgres/replicated-rows.sql';
import type { RowReader, RowRef, RowWrite } from '#sync/protocol/projection';
import { keyColumn, type RowOf, type TableName } from '#sync/protocol/rows/replicated-tables';
import { type CommittedRow, keyOf, type RowBefore } from '../commit/commit-changes.ts';
import { NotLoaded, type RowNeed } from './not-loaded.ts';

/**
 * The rows a batch works on: what stands in the database, and over it what operations of the same batch have made.
 * Rows that a projection may replace are read with a lock, so nobody changes them between judging and storing; rows
 * that rules merely look at are not.
 */
export type WorkingRows = {
  /** Rows for a projection (`lock`) or for a rule. Asking for a row that is not there yet throws {@link NotLoaded}. */
  readonly reader: (options: { readonly lock: boolean }) => RowReader;
  /** Throws one {@link NotLoaded} naming all of these that are not there yet. */
  readonly need: (needs: readonly RowNeed[]) => void;
  /** Fetches rows and lists, one statement for each table and column; those to be locked first. */
  readonly load: (tx: Tx, needs: readonly RowNeed[]) => Promise<void>;
  /** Lays an operation's rows over the stored ones. */
  readonly stage: (writes: readonly RowWrite[]) => void;
  /** Takes back everything staged since the last {@link WorkingRows.settle}. */
  readonly unstage: () => void;
  /** The staged rows are in the database now. */
  readonly settle: (committed: readonly CommittedRow[]) => void;
  /** What stands in the database. */
  readonly before: RowBefore;
};

type Image = { readonly table: TableName; readonly row: object };
type Shelf = {
  /** Row in the database by `table/key`; undefined where there is none. */
  readonly stored: Map<string, StoredRow | undefined>;
  /** Keys by `table.column=value`. */
  readonly lists: Map<string, readonly string[]>;
  /** Entries of `stored` and `lists` that were read with a lock. */
  readonly locked: Set<string>;
  /** Rows made in this batch, by table and key. */
  readonly staged: Map<TableName, Map<string, Image>>;
};

/** An empty set of working rows; they belong to one transaction. */
export function createWorkingRows(): WorkingRows {
  const shelf: Shelf = { stored: new Map(), lists: new Map(), locked: new Set(), staged: new Map() };
  return {
    reader: ({ lock }) => readerOver(shelf, lock),
    need: (needs) => need(shelf, needs),
    load: async (tx, needs) => {
      const refs = (lock: boolean) => needs.flatMap((entry) => (entry.lock === lock ? entry.refs : []));
      await load(tx, shelf, refs(true), true);
      await load(tx, shelf, refs(false), false);
    },
    stage: (writes) => {
      for (const write of writes) {
        const ofTable = shelf.staged.get(write.table) ?? new Map<string, Image>();
        shelf.staged.set(write.table, ofTable.set(keyOf(write), write));
      }
    },
    unstage: () => shelf.staged.clear(),
    settle: (committed) => {
      for (const { table, key, row, scope, seq } of committed) {
        shelf.stored.set(`${table}/${key}`, { row, scope, seq });
        shelf.locked.add(`${table}/${key}`);
      }
      for (const [table, rows] of shelf.staged) addToLists(shelf, table, rows);
      shelf.staged.clear();
    },
    before: (table, key) => shelf.stored.get(`${table}/${key}`),
  };
}

/** A settled row must stay findable through the lists that were read before it existed. */
function addToLists(shelf: Shelf, table: TableName, rows: ReadonlyMap<string, Image>): void {
  for (const [name, keys] of shelf.lists) {
    const [column, value] = listParts(name, table) ?? [];
    if (column === undefined) continue;
    const added = [...rows].filter(
      ([key, image]) => valueIn(image.row, column) === value && !keys.includes(key),
    );
    if (added.length > 0) shelf.lists.set(name, [...keys, ...added.map(([key]) => key)]);
  }
}

function listName(table: TableName, column: string, value: string): string {
  return `${table}.${column}=${value}`;
}

function listParts(name: string, table: TableName): readonly [string, string] | undefined {
  if (!name.startsWith(`${table}.`)) return undefined;
  const [column = '', ...value] = name.slice(table.length + 1).split('=');
  return [column, value.join('=')];
}

function nameOf(ref: RowRef): string {
  return 'key' in ref ? `${ref.table}/${ref.key}` : listName(ref.table, ref.column, ref.value);
}

function isThere(shelf: Shelf, ref: RowRef, lock: boolean): boolean {
  const name = nameOf(ref);
  const isKnown = 'key' in ref ? shelf.stored.has(name) : shelf.lists.has(name);
  return isKnown && (!lock || shelf.locked.has(name));
}

function need(shelf: Shelf, needs: readonly RowNeed[]): void {
  const rows = needs
    .map(({ refs, lock }) => ({ lock, refs: refs.filter((ref) => !isThere(shelf, ref, lock)) }))
    .filter(({ refs }) => refs.length > 0);
  if (rows.length > 0) throw new NotLoaded(`${rows.length} kinds of rows`, { rows });
}

function readerOver(shelf: Shelf, lock: boolean): RowReader {
  // The casts of a store that keeps rows of all tables: an entry of table T was put there as a row of T.
  return {
    get: <T extends TableName>(table: T, key: string) => {
      const made = shelf.staged.get(table)?.get(key);
      if (made !== undefined) return made.row as RowOf<T>;
      need(shelf, [{ refs: [{ table, key }], lock }]);
      return shelf.stored.get(`${table}/${key}`)?.row as RowOf<T> | undefined;
    },
    list: <T extends TableName>(table: T, column: keyof RowOf<T> & string, value: string) => {
      need(shelf, [{ refs: [{ table, column, value }], lock }]);
      return rowsOfList(shelf, table, column, value) as readonly RowOf<T>[];
    },
  };
}

function rowsOfList(shelf: Shelf, table: TableName, column: string, value: string): readonly object[] {
  const staged = shelf.staged.get(table) ?? new Map<string, Image>();
  const found = new Map<string, object>();
  for (const key of shelf.lists.get(listName(table, column, value)) ?? []) {
    const row = staged.get(key)?.row ?? shelf.stored.get(`${table}/${key}`)?.row;
    if (row !== undefined && valueIn(row, column) === value) found.set(key, row);
  }
  for (const [key, { row }] of staged) if (valueIn(row, column) === value) found.set(key, row);
  return [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
}

/** Tables first, then columns: two pushes that need the same rows lock them in the same order. */
async function load(tx: Tx, shelf: Shelf, refs: readonly RowRef[], lock: boolean): Promise<void> {
  const wanted = new Map<
    string,
    { readonly table: TableName; readonly column: string; readonly values: Set<string> }
  >();
  for (const ref of refs) {
    if (isThere(shelf, ref, lock)) continue;
    const [column, value] = 'key' in ref ? [keyColumn(ref.table), ref.key] : [ref.column, ref.value];
    const group = wanted.get(`${ref.table}.${column}`) ?? { table: ref.table, column, values: new Set() };
    wanted.set(`${ref.table}.${column}`, group);
    group.values.add(value);
  }
  for (const [, { table, column, values }] of [...wanted].sort(([left], [right]) =>
    left < right ? -1 : 1,
  )) {
    await loadGroup(tx, shelf, { table, column, values: [...values], lock });
  }
}

type Group = {
  readonly table: TableName;
  readonly column: string;
  readonly values: readonly string[];
  readonly lock: boolean;
};

async function loadGroup(tx: Tx, shelf: Shelf, { table, column, values, lock }: Group): Promise<void> {
  const isKey = column === keyColumn(table);
  const rows = await loadRows(tx, table, column, values, { lock });
  const lists = new Map<string, string[]>(values.map((value) => [value, []]));
  for (const stored of rows) {
    const key = valueIn(stored.row, keyColumn(table));
    const name = `${table}/${key}`;
    shelf.stored.set(name, stored);
    if (lock) shelf.locked.add(name);
    lists.get(valueIn(stored.row, column))?.push(key);
  }
  for (const [value, keys] of lists) {
    const name = isKey ? `${table}/${value}` : listName(table, column, value);
    if (!isKey) shelf.lists.set(name, keys);
    else if (!shelf.stored.has(name)) shelf.stored.set(name, undefined);
    if (lock) shelf.locked.add(name);
  }
}

function valueIn(row: object, column: string): string {
  const value: unknown = Reflect.get(row, column);
  return String(value);
}

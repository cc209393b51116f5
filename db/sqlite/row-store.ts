import type { RowReads } from '#ports/store';
import type { RowWrites } from '#ports/sync-store';
import type { RowOf, TableName } from '#sync/protocol/rows/replicated-tables';
import type { Column } from '../codec/row-codec.ts';
import type { SqliteClient } from './open.ts';
import { createPersonKeyWrites } from './person-key-store.ts';
import { columnNamed, decodeRow, encodeRow, rowPlan } from './row-plan.ts';
import {
  countByColumn,
  deleteByKey,
  selectAll,
  selectByColumn,
  selectByKey,
  selectKeysByColumn,
  selectSeq,
  upsertRow,
} from './row-store.sql.ts';
import { createStatements } from './statements.ts';

type RawRow = Record<string, unknown>;

/** Reads of replicated rows, decoded but not checked again: only schema-checked rows are ever written. */
export function createRowReads(client: SqliteClient): RowReads {
  const statement = createStatements(client);
  return {
    get: <T extends TableName>(table: T, key: string) => {
      const plan = rowPlan(table);
      const raw = statement<RawRow>(`get ${table}`, () => selectByKey(plan)).get(key);
      return raw === undefined ? undefined : decodeRow<T>(plan, raw);
    },
    list: <T extends TableName>(table: T, column: keyof RowOf<T> & string, value: string) => {
      const plan = rowPlan(table);
      const by = columnNamed(plan, column);
      const rows = statement<RawRow>(`list ${table} ${column}`, () => selectByColumn(plan, by));
      return rows.all(parameterOf(by, value)).map((raw) => decodeRow<T>(plan, raw));
    },
    all: <T extends TableName>(table: T) => {
      const plan = rowPlan(table);
      const rows = statement<RawRow>(`all ${table}`, () => selectAll(plan));
      return rows.all().map((raw) => decodeRow<T>(plan, raw));
    },
    count: (table, column, value) => {
      const plan = rowPlan(table);
      const by = columnNamed(plan, column);
      const count = statement<number>(`count ${table} ${column}`, () => countByColumn(plan, by)).pluck();
      return count.get(parameterOf(by, value)) ?? 0;
    },
    seqOf: (table, key) => {
      const seq = statement<number>(`seq ${table}`, () => selectSeq(rowPlan(table))).pluck();
      return seq.get(key) ?? 0;
    },
  };
}

/**
 * Writes of replicated rows, inside a writing transaction of the caller. Registrants and identifiers take their
 * search keys with them. The triggers of the migrations refuse what breaks a money rule among rows made here.
 */
export function createRowWrites(client: SqliteClient, reads: RowReads): RowWrites {
  const statement = createStatements(client);
  const personKeys = createPersonKeyWrites(client, reads);
  const write = <T extends TableName>(table: T, row: RowOf<T>, seq: number | undefined): void => {
    const plan = rowPlan(table);
    const values = encodeRow(plan, row);
    if (seq === undefined) {
      statement(`upsert ${table}`, () => upsertRow(plan, false)).run(...values);
    } else {
      statement(`confirm ${table}`, () => upsertRow(plan, true)).run(...values, seq);
    }
  };
  const remove: RowWrites['remove'] = (table, key) => {
    const keysBefore = personKeys.ownedBy(table, key);
    const plan = rowPlan(table);
    const { changes } = statement(`remove ${table}`, () => deleteByKey(plan)).run(key);
    personKeys.follow(table, keysBefore, undefined);
    return changes > 0;
  };
  return {
    upsert: (table, row, seq) => {
      const keysBefore = personKeys.ownedBy(table, keyOf(table, row));
      write(table, row, seq);
      personKeys.follow(table, keysBefore, row);
    },
    remove,
    removeWhere: (table, column, value) => {
      const plan = rowPlan(table);
      const by = columnNamed(plan, column);
      const keys = statement<string>(`keys ${table} ${column}`, () => selectKeysByColumn(plan, by)).pluck();
      return keys.all(parameterOf(by, value)).filter((key) => remove(table, key)).length;
    },
  };
}

function keyOf<T extends TableName>(table: T, row: RowOf<T>): string {
  const values: Readonly<Record<string, unknown>> = row;
  return String(values[rowPlan(table).key.name]);
}

/** Values come as text; SQLite's column affinity makes numbers of digits, but knows no words for truth. */
function parameterOf(column: Column, value: string): string | number {
  return column.kind === 'boolean' && (value === 'true' || value === 'false')
    ? Number(value === 'true')
    : value;
}

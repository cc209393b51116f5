import type { Column } from '../codec/row-codec.ts';
import type { RowPlan } from './row-plan.ts';

/**
 * Statements of the row store. Raw, because one row store serves all replicated tables with texts made from their row
 * schemas, and because every operation and every pulled image passes here: a statement prepared once per table and
 * columns named as properties make it several times faster than a query builder. All names come from schemas, none
 * from outside.
 */
export function selectByKey(plan: RowPlan): string {
  return `SELECT ${fields(plan)} FROM ${plan.sqlName} WHERE ${plan.key.sqlName} = ?`;
}

export function selectByColumn(plan: RowPlan, column: Column): string {
  return `SELECT ${fields(plan)} FROM ${plan.sqlName} WHERE ${column.sqlName} = ? ORDER BY ${plan.key.sqlName}`;
}

export function selectAll(plan: RowPlan): string {
  return `SELECT ${fields(plan)} FROM ${plan.sqlName} ORDER BY ${plan.key.sqlName}`;
}

export function countByColumn(plan: RowPlan, column: Column): string {
  return `SELECT count(*) FROM ${plan.sqlName} WHERE ${column.sqlName} = ?`;
}

export function selectSeq(plan: RowPlan): string {
  return `SELECT seq FROM ${plan.sqlName} WHERE ${plan.key.sqlName} = ?`;
}

/** Parameters: the columns in order and, with `seq`, the sequence last. */
export function upsertRow(plan: RowPlan, withSeq: boolean): string {
  const names = plan.columns.map(({ sqlName }) => sqlName);
  if (withSeq) names.push('seq');
  const changes = names.slice(1).map((name) => `${name} = excluded.${name}`);
  return `INSERT INTO ${plan.sqlName} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
    ON CONFLICT (${plan.key.sqlName}) DO UPDATE SET ${changes.join(', ')}`;
}

export function deleteByKey(plan: RowPlan): string {
  return `DELETE FROM ${plan.sqlName} WHERE ${plan.key.sqlName} = ?`;
}

export function selectKeysByColumn(plan: RowPlan, column: Column): string {
  return `SELECT ${plan.key.sqlName} FROM ${plan.sqlName} WHERE ${column.sqlName} = ?`;
}

/** Parameters: the key to start after, and how many. */
export function selectPage(plan: RowPlan): string {
  const key = plan.key.sqlName;
  return `SELECT ${fields(plan)} FROM ${plan.sqlName} WHERE ${key} > ? ORDER BY ${key} LIMIT ?`;
}

export const insertPersonKey = 'INSERT OR IGNORE INTO person_key (kind, key, registrant_id) VALUES (?, ?, ?)';
export const deletePersonKey = 'DELETE FROM person_key WHERE kind = ? AND key = ? AND registrant_id = ?';
export const deleteAllPersonKeys = 'DELETE FROM person_key';

function fields(plan: RowPlan): string {
  return plan.columns.map(({ name, sqlName }) => `${sqlName} AS "${name}"`).join(', ');
}

import type { Statement } from 'better-sqlite3';
import type { SqliteClient } from '../open.ts';
import type { Parameter } from '../statements.ts';

type Named = Readonly<Record<string, Parameter>>;
/** A statement of one connection whose parameters have names, prepared at its first use. */
export type NamedStatements = <Row>(sql: string) => Statement<[Named], Row>;

/** Like `createStatements`, for texts that use a value twice; the text itself is the name it is kept by. */
export function createNamedStatements(client: SqliteClient): NamedStatements {
  const prepared = new Map<string, Statement<[Named], unknown>>();
  return <Row>(sql: string) => {
    const known = prepared.get(sql) ?? client.prepare<[Named], unknown>(sql);
    prepared.set(sql, known);
    // A codec's cast: the text decides the columns.
    return known as Statement<[Named], Row>;
  };
}

import type { Statement } from 'better-sqlite3';
import type { SqliteClient } from './open.ts';

export type Parameter = string | number | bigint | Uint8Array | null;
/** A statement of one connection, prepared at its first use. `Row` is what its text selects. */
export type Statements = <Row>(name: string, sql: () => string) => Statement<Parameter[], Row>;

/** Statements kept as long as the connection. Only texts are kept, never values: other processes write too. */
export function createStatements(client: SqliteClient): Statements {
  const prepared = new Map<string, Statement<Parameter[], unknown>>();
  return <Row>(name: string, sql: () => string) => {
    let statement = prepared.get(name);
    if (statement === undefined) {
      statement = client.prepare<Parameter[], unknown>(sql());
      prepared.set(name, statement);
    }
    // A codec's cast: the text behind a name is always the same, and so are its columns.
    return statement as Statement<Parameter[], Row>;
  };
}

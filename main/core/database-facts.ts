import { statSync } from 'node:fs';
import { readApplied } from '#db/sqlite/migration-ledger.sql';
import type { Replica } from '#db/sqlite/open';

/** What `tawi doctor` says of the open database: settings as they are read back, not as they were asked for. */
export type DatabaseFacts = {
  readonly pragmas: Readonly<Record<string, string | number>>;
  /** Number of the last migration. */
  readonly schema: number;
  readonly sizeBytes: number;
};

const TOLD = [
  'cipher',
  'journal_mode',
  'synchronous',
  'foreign_keys',
  'cell_size_check',
  'secure_delete',
  'trusted_schema',
  'temp_store',
  'mmap_size',
] as const;

export function databaseFacts({ client, file }: Replica): DatabaseFacts {
  const pragmas = TOLD.map((name): readonly [string, string | number] => {
    const value: unknown = client.pragma(name, { simple: true });
    return [name, typeof value === 'number' ? value : String(value)];
  });
  return {
    pragmas: Object.fromEntries(pragmas),
    schema: Math.max(0, ...readApplied(client).map(({ number }) => number)),
    sizeBytes: statSync(file).size,
  };
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvariantError } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';

/** One numbered migration, as it lies in the migrations folder. */
export type MigrationFile = {
  /** From the file name: `0010-create-registry.sql` is 10. Numbered in tens, one subject each. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** Lower-case hex of SHA-256 over the text with LF line ends, so that a Windows checkout gives the same. */
  readonly sha256: string;
  /** The lowest schema number an app must know to work safely on a database that has this migration. */
  readonly minSafeVersion: number;
};

/** One row of `schema_migration`: what was done to a database, and by which app. */
export type AppliedMigration = {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
  readonly minSafeVersion: number;
  readonly appVersion: string;
};

/** Why a database cannot be brought to this app's schema. Nothing was written in any of these cases. */
export type MigrationPlanError =
  | {
      readonly code: 'db/newer-than-app';
      /** Highest migration in the database, and the highest this app knows. */
      readonly databaseSchema: number;
      readonly appSchema: number;
      /** An app knowing this schema number may open the database; `neededAppVersion` is one that does. */
      readonly neededSchema: number;
      readonly neededAppVersion: string;
    }
  | {
      readonly code: 'db/migration-changed';
      readonly number: number;
      readonly name: string;
      /** `edited`: same number, other text. `missing`: applied, but this app has no such file. `late`: a file with
       * a lower number than one already applied. */
      readonly reason: 'edited' | 'missing' | 'late';
    };

const FILE_NAME = /^(\d{4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/;
const MIN_SAFE_HEADER = /^-- minSafeVersion: (\d{1,4})$/m;

/**
 * Reads a folder of migrations in number order. A name out of pattern, a number used twice or a missing
 * `-- minSafeVersion: N` header is a fault of the program, so it throws.
 */
export function readMigrationFiles(folder: string | URL): readonly MigrationFile[] {
  const path = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const files = readdirSync(path)
    .filter((entry) => entry.endsWith('.sql'))
    .map((entry) => parseMigrationFile(entry, readFileSync(join(path, entry), 'utf8')))
    .sort((a, b) => a.number - b.number);
  for (const [index, file] of files.entries()) {
    if (files[index + 1]?.number === file.number) {
      throw new InvariantError(`two migrations are numbered ${file.number}`);
    }
  }
  return files;
}

function parseMigrationFile(fileName: string, text: string): MigrationFile {
  const [, digits, name] = FILE_NAME.exec(fileName) ?? [];
  if (digits === undefined || name === undefined) {
    throw new InvariantError(`migration name must look like 0010-create-registry.sql: ${fileName}`);
  }
  const sql = text.replaceAll('\r\n', '\n');
  const [, minSafeVersion] = MIN_SAFE_HEADER.exec(sql) ?? [];
  if (minSafeVersion === undefined) {
    throw new InvariantError(`migration lacks its "-- minSafeVersion: N" line: ${fileName}`);
  }
  return {
    number: Number(digits),
    name,
    sql,
    sha256: createHash('sha256').update(sql, 'utf8').digest('hex'),
    minSafeVersion: Number(minSafeVersion),
  };
}

/**
 * Decides which migrations are still to run, both lists in number order. A database with migrations this app does
 * not know is accepted while every one of them says (`minSafeVersion`) that this app's schema is new enough.
 */
export function planMigrations(
  files: readonly MigrationFile[],
  applied: readonly AppliedMigration[],
): Result<readonly MigrationFile[], MigrationPlanError> {
  const appSchema = files.at(-1)?.number ?? 0;
  const databaseSchema = applied.at(-1)?.number ?? 0;
  const demanding = applied.reduce<AppliedMigration | undefined>(
    (most, row) => (row.minSafeVersion > (most?.minSafeVersion ?? appSchema) ? row : most),
    undefined,
  );
  if (demanding !== undefined) {
    return err({
      code: 'db/newer-than-app',
      databaseSchema,
      appSchema,
      neededSchema: demanding.minSafeVersion,
      neededAppVersion: demanding.appVersion,
    });
  }
  const known = new Map(files.map((file) => [file.number, file]));
  for (const row of applied) {
    const file = known.get(row.number);
    if (file === undefined && row.number > appSchema) continue;
    if (file?.sha256 === row.sha256) continue;
    const reason = file === undefined ? 'missing' : 'edited';
    return err({ code: 'db/migration-changed', number: row.number, name: row.name, reason });
  }
  const done = new Set(applied.map((row) => row.number));
  const pending = files.filter((file) => !done.has(file.number));
  const late = pending.find((file) => file.number < databaseSchema);
  if (late === undefined) return ok(pending);
  return err({ code: 'db/migration-changed', number: late.number, name: late.name, reason: 'late' });
}

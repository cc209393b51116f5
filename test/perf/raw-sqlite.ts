import Database from 'better-sqlite3';
import { practicePassphraseFile } from '../../main/cli/practice-file.ts';
import { openDataFolder } from '../../main/core/data-folder.ts';
import { readEnrolment } from '../../main/core/enrolment-file.ts';
import { openPcKeys } from '../../main/core/pc-keys.ts';
import { allowed, present } from '../story/expect-story.ts';
import type { DeskPlace } from '../story/story-desk.ts';

/** The baseline: SQLite itself on the same encrypted file with the same settings, and nothing of ours above it. */
export type RawSqlite = Database.Database;

/** Like the replica's writer; what is not here does not change how fast a statement is. */
const PRAGMAS = [
  'temp_store = MEMORY',
  'synchronous = FULL',
  'busy_timeout = 5000',
  'cache_size = -65536',
  'mmap_size = 0',
];

export function openRaw(file: string, key: Uint8Array): RawSqlite {
  const database = new Database(file, { fileMustExist: true });
  database.pragma("cipher='chacha20'");
  database.key(Buffer.concat([Buffer.from('raw:', 'ascii'), key]));
  for (const pragma of PRAGMAS) database.pragma(pragma);
  return database;
}

/** The database key of a bench office, opened as somebody's PIN opens it. */
export async function databaseKeyOf({ folder, people }: DeskPlace): Promise<Uint8Array> {
  const place = openDataFolder(folder);
  const enrolment = present(
    allowed(readEnrolment(place.enrolment), 'reading the enrolment'),
    'the enrolment',
  );
  const keys = await openPcKeys(
    place,
    enrolment,
    { passphraseFile: practicePassphraseFile(folder) },
    Date.now,
  );
  const { keystore } = allowed(keys, 'opening the keys of the PC');
  const { userId, pin } = present(people[0], 'somebody at the bench office');
  const unlocked = allowed(await keystore.unlock(userId, pin), 'unlocking');
  unlocked.userSeed.fill(0);
  return unlocked.dek;
}

/** One run of a statement: its text and what was bound to it. */
export type RecordedCall = { readonly sql: string; readonly values: readonly unknown[] };
type Hear = (call: RecordedCall) => void;
type AnyFunction = (...values: readonly unknown[]) => unknown;

/** The same database, telling every statement that reads rows; for finding out what a query of ours runs. */
export function listenTo(database: RawSqlite, hear: Hear): RawSqlite {
  return overridden(database, {
    prepare: (sql) => listening(database.prepare(String(sql)), String(sql), hear),
  });
}

function listening(statement: Database.Statement, sql: string, hear: Hear): Database.Statement {
  const told: Database.Statement = overridden<Database.Statement>(statement, {
    all: (...values) => {
      hear({ sql, values });
      return statement.all(...values);
    },
    get: (...values) => {
      hear({ sql, values });
      return statement.get(...values);
    },
    pluck: (): Database.Statement => {
      statement.pluck();
      return told;
    },
  });
  return told;
}

/** An object with some methods replaced; the native ones must be called on the object itself. */
function overridden<T extends object>(object: T, methods: Readonly<Record<string, AnyFunction>>): T {
  return new Proxy(object, {
    get: (target, name) => {
      if (typeof name === 'string' && Object.hasOwn(methods, name)) return methods[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

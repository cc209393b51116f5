import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateReplica } from './migrate.ts';
import { readApplied } from './migration-ledger.sql.ts';
import { openReplica, type Replica } from './open.ts';

const KEY = new Uint8Array(32).fill(7);
const NOW = '2026-11-20T08:00:00.000Z';
const CREATE = 'CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;';
const CHILD =
  'CREATE TABLE child (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person (id)) STRICT;';

let folder: string;
let migrations: string;
let replica: Replica;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-migrate-'));
  migrations = join(folder, 'migrations');
  mkdirSync(migrations);
  replica = open(join(folder, 'office.db'));
});

afterEach(() => {
  replica.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(file: string): Replica {
  const opened = openReplica({ file, key: KEY, create: true });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

function migration(name: string, sql: string, minSafeVersion = 1): void {
  writeFileSync(join(migrations, `${name}.sql`), `-- minSafeVersion: ${minSafeVersion}\n${sql}\n`);
}

function migrate(appVersion = '0.1.0') {
  return migrateReplica(replica, { folder: migrations, now: () => NOW, appVersion });
}

function tables(): readonly unknown[] {
  return replica.client
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
}

describe('migrateReplica', () => {
  it('builds a new database without a copy and records what it did', () => {
    migration('0010-create-person', CREATE);
    migration('0020-create-child', CHILD);
    expect(migrate()).toEqual({ ok: true, value: { applied: [10, 20], schema: 20 } });
    expect(tables()).toEqual(['child', 'person', 'schema_migration']);
    expect(readApplied(replica.client)[0]).toEqual({
      number: 10,
      name: 'create-person',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      minSafeVersion: 1,
      appVersion: '0.1.0',
    });
    expect(migrate()).toEqual({ ok: true, value: { applied: [], schema: 20 } });
  });

  it('keeps an encrypted copy of the database as it was before', () => {
    migration('0010-create-person', CREATE);
    migrate();
    replica.client.exec("INSERT INTO person VALUES ('a', 'canary-before-migration')");
    migration('0020-drop-person', 'DROP TABLE person;');
    const copy = join(folder, 'office.db.before-0010');
    expect(migrate()).toEqual({ ok: true, value: { applied: [20], schema: 20, copy } });
    expect(readFileSync(copy).includes('canary-before-migration')).toBe(false);
    const before = open(copy);
    expect(before.client.prepare('SELECT name FROM person').pluck().all()).toEqual([
      'canary-before-migration',
    ]);
    before.close();
  });

  it('keeps the two newest copies', () => {
    for (const number of ['0010', '0020', '0030', '0040']) {
      migration(`${number}-create-step`, `CREATE TABLE step_${number} (id INTEGER PRIMARY KEY);`);
      migrate();
    }
    const copies = readdirSync(folder).filter((entry) => entry.startsWith('office.db.before-'));
    expect(copies.sort()).toEqual(['office.db.before-0020', 'office.db.before-0030']);
  });

  it('rolls back the migration that fails, keeps the ones before it and goes on once it is mended', () => {
    migration('0010-create-person', CREATE);
    migration('0020-create-child', `${CHILD} INSERT INTO nowhere VALUES (1);`);
    expect(migrate()).toEqual({
      ok: false,
      error: {
        code: 'db/migration-failed',
        number: 20,
        name: 'create-child',
        reason: 'no such table: nowhere',
      },
    });
    expect(tables()).toEqual(['person', 'schema_migration']);
    migration('0020-create-child', CHILD);
    expect(migrate()).toMatchObject({ ok: true, value: { applied: [20] } });
  });

  it('rebuilds a table without losing the rows that point to it', () => {
    migration('0010-create-person', CREATE);
    migration('0020-create-child', CHILD);
    migrate();
    replica.client.exec("INSERT INTO person VALUES ('p', 'x'); INSERT INTO child VALUES ('c', 'p')");
    const rebuild = `CREATE TABLE person_new (id TEXT PRIMARY KEY, name TEXT NOT NULL, age INTEGER) STRICT;
      INSERT INTO person_new (id, name) SELECT id, name FROM person;
      DROP TABLE person;
      ALTER TABLE person_new RENAME TO person;`;
    migration('0030-add-person-age', rebuild);
    expect(migrate()).toMatchObject({ ok: true, value: { applied: [30] } });
    expect(replica.client.prepare('SELECT person_id FROM child').pluck().all()).toEqual(['p']);
    expect(replica.client.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('refuses to leave rows that point nowhere', () => {
    migration('0010-create-person', CREATE);
    migration('0020-create-child', CHILD);
    migrate();
    replica.client.exec("INSERT INTO person VALUES ('p', 'x'); INSERT INTO child VALUES ('c', 'p')");
    migration('0030-clear-person', 'DELETE FROM person;');
    expect(migrate()).toMatchObject({ ok: false, error: { code: 'db/migration-failed', number: 30 } });
    expect(replica.client.prepare('SELECT count(*) FROM person').pluck().get()).toBe(1);
  });

  it('refuses an edited migration and a database that needs a newer app, before writing anything', () => {
    migration('0010-create-person', CREATE);
    migration('0020-create-child', CHILD, 20);
    migrate('0.2.0');
    migration('0010-create-person', `${CREATE} -- edited`);
    expect(migrate()).toMatchObject({ ok: false, error: { code: 'db/migration-changed', reason: 'edited' } });
    migration('0010-create-person', CREATE);
    rmSync(join(migrations, '0020-create-child.sql'));
    expect(migrate()).toMatchObject({
      ok: false,
      error: { code: 'db/newer-than-app', neededSchema: 20, neededAppVersion: '0.2.0', appSchema: 10 },
    });
    expect(existsSync(join(folder, 'office.db.before-0020'))).toBe(false);
  });

  it('counts Windows line ends as the same text', () => {
    migration('0010-create-person', CREATE);
    migrate();
    const file = join(migrations, '0010-create-person.sql');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    expect(migrate()).toEqual({ ok: true, value: { applied: [], schema: 10 } });
  });

  it.each([
    ['no header', '0010-create-person.sql', CREATE, /minSafeVersion/],
    ['a name out of pattern', '10_person.sql', '-- minSafeVersion: 1\n', /must look like/],
    ['a commit of its own', '0010-commit.sql', '-- minSafeVersion: 1\nCOMMIT;\n', /ends the transaction/],
  ])('takes %s as a fault of the program', (_name, fileName, sql, message) => {
    writeFileSync(join(migrations, fileName), sql);
    expect(() => migrate()).toThrow(message);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenReplicaOptions, openReplica, type Replica } from './open.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, index) => index * 7 + 1);
const CANARY = 'canary-Almaz-Tesfaye-4711';

let folder: string;
let file: string;
const opened: Replica[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-open-'));
  file = join(folder, 'office.db');
});

afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(options: Partial<OpenReplicaOptions> = {}): Replica {
  const result = openReplica({ file, key: KEY, ...options });
  if (!result.ok) throw new Error(result.error.code);
  opened.push(result.value);
  return result.value;
}

function refusal(options: Partial<OpenReplicaOptions> = {}): string | undefined {
  const result = openReplica({ file, key: KEY, ...options });
  if (!result.ok) return result.error.code;
  result.value.close();
  return undefined;
}

function createWithCanary(): Replica {
  const replica = open({ create: true });
  replica.client.exec('CREATE TABLE person (name TEXT) STRICT');
  replica.write((tx) => tx.run(sql`INSERT INTO person VALUES (${CANARY})`));
  return replica;
}

function bitsPerByte(bytes: Uint8Array): number {
  const counts = new Map<number, number>();
  for (const byte of bytes) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / bytes.length;
    return sum - share * Math.log2(share);
  }, 0);
}

/** What security §1.1 demands of every connection. */
const REQUIRED = {
  temp_store: 2,
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  cell_size_check: 1,
  trusted_schema: 0,
  secure_delete: 1,
  busy_timeout: 5000,
  mmap_size: 0,
  cipher: 'chacha20',
};

function settings(replica: Replica): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(REQUIRED).map((name) => [name, replica.client.pragma(name, { simple: true })]),
  );
}

describe('openReplica', () => {
  it('leaves no plain text in any file, open or closed', () => {
    const replica = createWithCanary();
    for (const state of ['open', 'closed']) {
      for (const name of readdirSync(folder)) {
        const bytes = readFileSync(join(folder, name));
        expect([state, name, bytes.includes(CANARY), bytes.includes('SQLite format 3')]).toEqual([
          state,
          name,
          false,
          false,
        ]);
      }
      replica.close();
    }
    expect(bitsPerByte(readFileSync(file).subarray(0, 4096))).toBeGreaterThan(7.5);
  });

  it('would see the canary without encryption, so the search above can fail', () => {
    const plain = new Database(join(folder, 'plain.db'));
    plain.exec(`CREATE TABLE person (name TEXT); INSERT INTO person VALUES ('${CANARY}')`);
    plain.close();
    expect(readFileSync(join(folder, 'plain.db')).includes(CANARY)).toBe(true);
  });

  it('sets and finds every required setting when new, reopened and read-only', () => {
    const created = open({ create: true });
    expect(settings(created)).toEqual(REQUIRED);
    created.close();
    expect(settings(open())).toEqual(REQUIRED);
    expect(settings(open({ mode: 'read-only' }))).toEqual(REQUIRED);
  });

  it('keeps the files private to this account', () => {
    createWithCanary();
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o077);
    expect(new Set(modes)).toEqual(new Set([0]));
  });

  it('refuses another key and leaves the file as it was', () => {
    createWithCanary().close();
    const before = readFileSync(file);
    expect(refusal({ key: new Uint8Array(32).fill(1) })).toBe('db/wrong-key');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(open().client.prepare('SELECT name FROM person').pluck().get()).toBe(CANARY);
  });

  it('cannot be read without a key at all', () => {
    createWithCanary().close();
    const stranger = new Database(file);
    expect(() => stranger.prepare('SELECT count(*) FROM sqlite_master').get()).toThrow(
      expect.objectContaining({ code: 'SQLITE_NOTADB' }),
    );
    stranger.close();
  });

  it.each(['missing', 'empty', 'plain', 'rubbish'] as const)(
    'refuses a %s file with its own code',
    (kind) => {
      if (kind === 'empty') writeFileSync(file, '');
      if (kind === 'rubbish') writeFileSync(file, 'x'.repeat(8192));
      if (kind === 'plain') {
        const plain = new Database(file);
        plain.exec('CREATE TABLE person (name TEXT)');
        plain.close();
      }
      const codes = {
        missing: 'db/not-found',
        empty: 'db/not-found',
        plain: 'db/not-encrypted',
        rubbish: 'db/wrong-key',
      };
      expect(refusal()).toBe(codes[kind]);
    },
  );

  it('says when the folder is missing', () => {
    expect(refusal({ file: join(folder, 'none', 'office.db'), create: true })).toBe('db/cannot-open');
  });

  it('refuses a sync folder before anything is made in it', () => {
    mkdirSync(join(folder, 'OneDrive - Ministry', 'Tawi'), { recursive: true });
    const inside = join(folder, 'OneDrive - Ministry', 'Tawi', 'office.db');
    expect(openReplica({ file: inside, key: KEY, create: true })).toEqual({
      ok: false,
      error: { code: 'db/synced-folder', folder: join(folder, 'OneDrive - Ministry'), service: 'onedrive' },
    });
    expect(readdirSync(join(folder, 'OneDrive - Ministry', 'Tawi'))).toEqual([]);
  });

  it('rolls a failed write back, nests writes as savepoints and never writes read-only', () => {
    const replica = createWithCanary();
    const names = () =>
      replica.read((tx) => tx.all<{ name: string }>(sql`SELECT name FROM person ORDER BY name`));
    const failing = () =>
      replica.write((tx) => {
        tx.run(sql`INSERT INTO person VALUES ('outer')`);
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    replica.write((tx) => {
      tx.run(sql`INSERT INTO person VALUES ('kept')`);
      expect(failing).toThrow('no');
    });
    expect(names()).toEqual([{ name: CANARY }, { name: 'kept' }]);
    const reader = open({ mode: 'read-only' });
    expect(() => reader.write(() => undefined)).toThrow('only reads');
    expect(() => reader.client.exec("INSERT INTO person VALUES ('x')")).toThrow(/readonly/);
  });

  it('is shared by two processes: the other reads what is committed here and its write is seen here', async () => {
    const replica = createWithCanary();
    const script = `
      import { openReplica } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'open.ts')).href)};
      const key = Uint8Array.from({ length: 32 }, (_, index) => index * 7 + 1);
      const { value } = openReplica({ file: process.argv[1], key });
      console.log(value.client.prepare('SELECT name FROM person').pluck().get());
      value.client.exec("INSERT INTO person VALUES ('from the other process')");
      value.close();`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, file]);
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
    });
    await once(child, 'close');
    expect(output.trim()).toBe(CANARY);
    expect(replica.client.prepare('SELECT count(*) FROM person').pluck().get()).toBe(2);
  });
});

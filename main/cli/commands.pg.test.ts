import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { practiceIds } from '#db/seed/practice-ids';
import { type CentreProcess, startCentreProcess } from '../../build/launch/centre-process.ts';
import { signInAtCentre } from '../../build/launch/practice/centre-admin.ts';
import { makePracticeOffice } from '../../build/launch/practice/make-practice-office.ts';
import { programRoot } from './office-folder.ts';
import { runCli } from './run-cli.ts';

const data = mkdtempSync(join(tmpdir(), 'tawi-cli-pg-'));
// Run as root, the centre's database works under an account of its own, which has to get through.
chmodSync(data, 0o711);
const sample = join(programRoot, 'test/vectors/people-200.csv');
let centre: CentreProcess;

beforeAll(async () => {
  const env = { ...process.env, DATABASE_URL: '' };
  const started = await startCentreProcess({
    centreFolder: join(data, 'centre'),
    port: 0,
    practiceHouseholds: 5,
    env,
  });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  centre = started.value;
  const made = await makePracticeOffice({
    ...{ officeFolder: join(data, 'office-a'), office: 'A', centreUrl: centre.url, householdsPerOffice: 5 },
    keyStore: { only: 'passphrase', argon2: 'floor' },
    say: () => undefined,
  });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
}, 180_000);

afterAll(async () => {
  await centre.stop();
  rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/** Runs a command with `--json`; standard output must be exactly one document. */
async function tawi(...words: readonly string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const exit = await runCli([...words, '--json', '--data', data], {
    env: {},
    out: (line) => out.push(line),
    say: (line) => said.push(line),
    askSecret: () => Promise.resolve(undefined),
  });
  expect(out).toHaveLength(1);
  return { exit, json: JSON.parse(out.join()), said };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(data, name);
  writeFileSync(path, content);
  return path;
}

describe('tawi import', () => {
  it('checks without importing, imports once, and adds nobody the second time', async () => {
    const counts = async (...more: readonly string[]) => (await tawi('import', sample, ...more)).json.counts;
    const checked = await counts('--check');
    const first = await counts();
    const second = await counts();
    expect({
      checked: [checked.rows, checked.imported, checked.refused],
      first: [first.rows, first.imported + first.duplicate, first.refused],
      second: [second.imported, second.already],
    }).toEqual({ checked: [200, 0, 0], first: [200, 200, 0], second: [0, first.imported] });
  });

  it.each([
    ['a binary file', 'picture.csv', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254])],
    ['a file without the columns it needs', 'other.csv', 'Colour,Size\nred,10\n'],
    ['an empty file', 'empty.csv', ''],
    ['a spreadsheet that is none', 'people.xlsx', 'not a spreadsheet'],
  ])('refuses %s and stores nothing of it', async (_, name, content) => {
    const { exit, json, said } = await tawi('import', file(name, content));
    expect({ exit, ok: json.ok, imported: json.counts?.imported ?? 0, said: said.length > 0 }).toEqual({
      exit: 1,
      ok: false,
      imported: 0,
      said: true,
    });
    expect(json.error.code).toMatch(/^import\//);
    expect(json.error.words).not.toMatch(/^Refused:/);
  });

  it('names row, column and reason of what it refuses beside others it takes', async () => {
    const rows = [
      'Registrant ID,ID,Full Name,Date of Birth,Gender',
      '9000000001,9100000001,Good Person,01-02-1990,Female',
      '9000000002,9100000002,Bad Date,31-02-1990,Female',
    ];
    const { exit, json } = await tawi('import', file('mixed.csv', `${rows.join('\n')}\n`));
    expect({
      exit,
      imported: json.counts.imported,
      refused: json.counts.refused,
      issue: json.issues[0],
    }).toMatchObject({
      exit: 0,
      imported: 1,
      refused: 1,
      issue: { rowNo: 3, column: 'Date of Birth' },
    });
  });
});

describe('who signs in', () => {
  const pinFile = (pin: string): string => file('pin', pin);

  it('is chosen by role, may be named, and needs the right PIN', async () => {
    const named = await tawi('sync', '--user', 'supervisor1');
    const wrong = await tawi('sync', '--user', 'clerk', '--pin-file', pinFile('999999'));
    const unreadable = await tawi('sync', '--user', 'clerk', '--pin-file', join(data, 'no-such-pin'));
    const stranger = await tawi('sync', '--user', 'nobody');
    const unable = await tawi('audit', 'verify', '--user', 'clerk');
    expect(
      [named, wrong, unreadable, stranger, unable].map(({ exit, json }) => [exit, json.error?.code]),
    ).toEqual([
      [0, undefined],
      [1, 'identity/wrong-pin'],
      [1, 'cli/pin-file'],
      [1, 'cli/no-such-person'],
      [1, 'cli/role-missing'],
    ]);
  });
});

describe('the other commands', () => {
  it('sync sends what waits, and says when nobody answers', async () => {
    const sent = await tawi('sync');
    expect(sent).toMatchObject({ exit: 0, json: { reached: true, waiting: 0, refused: 0 } });
  });

  it.each([
    ['hello', 'voucher/not-a-voucher'],
    [`G2P1${'A'.repeat(215)}`, 'voucher/'],
  ])('voucher inspect refuses %s with its own code', async (code, expected) => {
    const { exit, json } = await tawi('voucher', 'inspect', code);
    expect([exit, json.error.code.startsWith(expected)]).toEqual([1, true]);
  });

  it('audit verify walks the whole trail', async () => {
    const { exit, json } = await tawi('audit', 'verify');
    expect({ exit, verified: json.verified, rows: json.rows > 10, head: json.head }).toEqual({
      exit: 0,
      verified: true,
      rows: true,
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('doctor looks at versions, keys, database, disk, clock and centre', async () => {
    const { exit, json } = await tawi('doctor');
    const byName = new Map<string, { state: string; data: Record<string, unknown> }>(
      json.checks.map((check: { name: string }) => [check.name, check]),
    );
    expect({
      exit,
      names: [
        'versions',
        'folder',
        'disk',
        'enrolment',
        'key-store',
        'centre',
        'clock',
        'pragmas',
        'schema',
      ].filter((name) => !byName.has(name)),
      cipher: byName.get('pragmas')?.data['cipher'],
      synchronous: byName.get('pragmas')?.data['synchronous'],
      keyStore: byName.get('key-store')?.data,
      bad: json.checks.filter((check: { state: string }) => check.state === 'bad'),
    }).toEqual({
      exit: 0,
      names: [],
      cipher: 'chacha20',
      synchronous: 2,
      keyStore: { protection: 'passphrase' },
      bad: [],
    });
  });

  it('doctor says less, but not nothing, when nobody can sign in', async () => {
    const { exit, json } = await tawi('doctor', '--user', 'it', '--pin-file', file('pin', '999999'));
    const database = json.checks.find((check: { name: string }) => check.name === 'database');
    expect([exit, database.state, database.data]).toEqual([0, 'warn', { code: 'identity/wrong-pin' }]);
  });

  it('enrol joins a second PC with codes, and refuses a code that was used', async () => {
    const it = await signInAtCentre(centre.url, 'centre-it');
    const admin = await signInAtCentre(centre.url, 'admin');
    const { code } = await it.post('/enrolment-codes', { officeId: practiceIds.office('B') });
    const userId = practiceIds.user('officer-b');
    const { activationCode } = await admin.post(`/users/${userId}/activation-code`);
    const passphrase = file('passphrase', 'a passphrase of the second PC');
    chmodSync(passphrase, 0o600);
    const enrol = (office: string) =>
      tawi(
        ...['enrol', '--office', office, '--centre', centre.url, '--code', String(code), '--label', 'Desk 2'],
        ...['--user', 'officer-b', '--activation', String(activationCode)],
        ...['--pin-file', file('pin', '739214'), '--passphrase-file', passphrase],
      );
    const joined = await enrol('B');
    const again = await enrol('B');
    const used = await enrol('C');
    expect([
      [joined.exit, joined.json.officeName, joined.json.person],
      [again.exit, again.json.error.code],
      [used.exit, used.json.error.code],
    ]).toEqual([
      [0, 'Harla', 'Rahel Tadesse'],
      [1, 'setup/already-enrolled'],
      [1, 'sync/refused'],
    ]);
  });

  it('works as a process: one document on standard output, the exit code of the outcome', () => {
    const run = (...words: readonly string[]) =>
      spawnSync(process.execPath, [join(programRoot, 'main/cli/tawi.ts'), ...words, '--data', data], {
        encoding: 'utf8',
        cwd: tmpdir(),
      });
    const refused = run('import', 'no-such-file.csv', '--json');
    const wrong = run('import', '--json');
    const fine = run('audit', 'verify');
    expect([
      [refused.status, JSON.parse(refused.stdout).ok, refused.stderr],
      [wrong.status, JSON.parse(wrong.stdout).ok],
      [fine.status, fine.stdout.startsWith('The audit trail holds'), fine.stderr],
    ]).toEqual([
      [1, false, 'There is no file no-such-file.csv.\n'],
      [2, false],
      [0, true, ''],
    ]);
  });

  it('says plainly that the centre is away', async () => {
    await centre.stop();
    const { exit, json, said } = await tawi('sync');
    expect({ exit, code: json.error.code, said: said.at(-1) }).toEqual({
      exit: 1,
      code: 'cli/centre-not-reached',
      said: expect.stringMatching(/^The centre did not answer \(.+\)\. Work goes on/),
    });
    const { json: health } = await tawi('doctor');
    expect(health.checks.find((check: { name: string }) => check.name === 'centre').state).toBe('warn');
  });
});

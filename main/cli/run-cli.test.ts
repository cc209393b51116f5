import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { failureWords } from './failure-words.ts';
import { dataFolderOf, officeFolderOf, programRoot } from './office-folder.ts';
import { practicePassphraseFile, readPracticeFile, writePracticeFile } from './practice-file.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'tawi-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...words: readonly string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const exit = await runCli(words, {
    env: { TAWI_DATA: join(folder, 'nothing-here') },
    out: (line) => out.push(line),
    say: (line) => said.push(line),
    askSecret: () => Promise.resolve(undefined),
  });
  return { exit, out, said };
}

it('lists its commands', async () => {
  const { exit, out, said } = await run('--help');
  expect({ exit, said, commands: out.filter((line) => line.startsWith('  tawi')).length }).toEqual({
    exit: 0,
    said: [],
    commands: 6,
  });
});

it('answers wrong usage with exit 2, in words and as one JSON document', async () => {
  expect(await run('exprot')).toMatchObject({ exit: 2, out: [] });
  const { exit, out, said } = await run('exprot', '--json');
  expect({ exit, json: out.map((line) => JSON.parse(line)), first: said[0] }).toEqual({
    exit: 2,
    json: [{ ok: false, error: { code: 'cli/usage', words: '"exprot" is no command.' } }],
    first: '"exprot" is no command.',
  });
});

it.each([[['sync']], [['audit', 'verify']], [['voucher', 'inspect', 'G2P1']], [['doctor']]])(
  'says how to get an office where there is none: %j',
  async (words) => {
    const { exit, said } = await run(...words);
    expect({ exit, said: said.join() }).toEqual({
      exit: 1,
      said: expect.stringContaining('"npm start" makes a practice office; "tawi enrol" joins a real one.'),
    });
  },
);

it('names a missing file, a folder and a file too large before anything is opened', async () => {
  const large = join(folder, 'large.csv');
  writeFileSync(large, new Uint8Array(26_000_000));
  const codes = [];
  for (const file of [join(folder, 'none.csv'), folder, large]) {
    const { exit, out } = await run('import', file, '--json');
    codes.push([exit, JSON.parse(out.join()).error.code]);
  }
  expect(codes).toEqual([
    [1, 'cli/no-file'],
    [1, 'cli/not-a-file'],
    [1, 'cli/file-too-large'],
  ]);
});

it('looks for the PIN before it uses up an enrolment code', async () => {
  const enrol = [
    'enrol',
    '--centre',
    'http://127.0.0.1:9',
    '--code',
    'A',
    '--user',
    'x',
    '--activation',
    'B',
  ];
  expect(await run(...enrol)).toMatchObject({ exit: 1, said: [failureWords({ code: 'cli/pin-needed' })] });
});

it('finds the data folder by option, by variable, or beside package.json', () => {
  const own = join(folder, 'installed');
  expect([
    dataFolderOf('/a', { TAWI_DATA: '/b' }),
    dataFolderOf(undefined, { TAWI_DATA: '/b' }),
    dataFolderOf(undefined, { TAWI_DATA: '' }),
    officeFolderOf('/data', 'B'),
    officeFolderOf(own, 'A'),
  ]).toEqual(['/a', '/b', join(programRoot, '.tawi'), '/data/office-b', join(own, 'office-a')]);
});

it('keeps the practice people beside the keystore and reads nothing else for them', async () => {
  const person = { userId: 'u', login: 'officer', displayName: 'O', roles: ['officer'], pin: '274916' };
  await writePracticeFile(folder, { office: 'A', complete: true, people: [person] });
  expect(readPracticeFile(folder)).toEqual({ office: 'A', complete: true, people: [person] });
  writeFileSync(join(folder, 'practice.json'), '{"office":"A","comp');
  expect(readPracticeFile(folder)).toBeUndefined();
  expect(practicePassphraseFile(folder)).toBe(join(folder, 'pc-passphrase'));
});

it.each([
  [{ code: 'cli/no-file', data: { file: 'a.csv' } }, 'There is no file a.csv.'],
  [{ code: 'no/such-code', data: { x: 1 } }, 'Refused: no/such-code {"x":1}'],
])('puts %j into words', (failure, expected) => {
  expect(failureWords(failure)).toBe(expected);
});

it('takes the words of the screens for what screens know too', () => {
  expect(failureWords({ code: 'host/locked' })).toMatch(/^This PC was locked/);
});

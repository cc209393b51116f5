import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { programRoot } from '../../main/cli/office-folder.ts';
import { readPracticeFile } from '../../main/cli/practice-file.ts';
import { runCli } from '../../main/cli/run-cli.ts';
import { readCentreRecord } from './centre-record.ts';

const data = mkdtempSync(join(tmpdir(), 'tawi-start-'));
// Run as root, the centre's database works under an account of its own, which has to get through.
chmodSync(data, 0o711);
const running = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

type Started = { readonly child: ChildProcess; readonly url: string; readonly text: () => string };

/** `npm start` as people run it, from a folder that is not the checkout. Resolves when it says where to look. */
function start(...more: readonly string[]): Promise<Started> {
  const child = spawn(
    process.execPath,
    [
      ...['--import', join(programRoot, 'build/checks/require-node.mjs')],
      ...[join(programRoot, 'build/launch/start.ts'), '--data', data, '--centre-port', '0', ...more],
    ],
    {
      cwd: tmpdir(),
      env: {
        ...process.env,
        TAWI_SHELL: 'browser',
        TAWI_PRACTICE_HOUSEHOLDS: '20',
        DISPLAY: '',
        DATABASE_URL: '',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  running.add(child);
  let text = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: string): void => {
      text += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+\/start\?token=\S+/.exec(text)?.[0];
      if (url !== undefined && text.includes('Ctrl+C here stops Tawi'))
        resolve({ child, url, text: () => text });
    };
    child.stdout?.setEncoding('utf8').on('data', hear);
    child.stderr?.setEncoding('utf8').on('data', hear);
    child.once('exit', (code) => {
      running.delete(child);
      reject(new Error(`ended with ${code}: ${text}`));
    });
  });
}

async function stop({ child }: Started): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  child.kill('SIGTERM');
  return ended;
}

async function openUnlockPage(url: string) {
  const first = await fetch(url, { redirect: 'manual' });
  const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const origin = new URL(url).origin;
  const page = await fetch(origin, { headers: { cookie } });
  const state = await fetch(`${origin}/api/session.state`, {
    method: 'POST',
    headers: { cookie, origin, 'content-type': 'application/json' },
    body: '{}',
  });
  return { status: page.status, html: await page.text(), state: await state.json() };
}

describe('npm start', () => {
  it('makes the practice deployment, opens the unlock page, refuses a second start, and comes back', {
    timeout: 240_000,
  }, async () => {
    const a = await start();
    const page = await openUnlockPage(a.url);
    expect({
      status: page.status,
      isHtml: page.html.includes('<div id="root">'),
      state: page.state.value.state,
      practice: page.state.value.practice,
      people: page.state.value.users.length,
      pins: a.text().match(/PIN \d{6}/g)?.length,
      file: statSync(join(data, 'office-a/practice.json')).mode & 0o777,
    }).toEqual({
      status: 200,
      isHtml: true,
      state: 'locked',
      practice: true,
      people: 10,
      pins: 10,
      file: 0o600,
    });

    await expect(start()).rejects.toThrow(/This office is open in another window or process/);
    // The command line works beside the open window.
    const said: string[] = [];
    const line = (text: string): void => void said.push(text);
    const terminal = { env: {}, out: line, say: line, askSecret: () => Promise.resolve(undefined) };
    expect({ exit: await runCli(['sync', '--data', data], terminal), said: said.join() }).toEqual({
      exit: 0,
      said: expect.stringMatching(/^Sent \d+, fetched \d+ rows, 0 still waiting, 0 not accepted/),
    });
    const centre = readCentreRecord(join(data, 'centre'));

    const b = await start('--office', 'B');
    expect({
      people: (await openUnlockPage(b.url)).state.value.officeCode,
      sameCentre: readCentreRecord(join(data, 'centre'))?.pid === centre?.pid,
      complete: readPracticeFile(join(data, 'office-b'))?.complete,
    }).toEqual({ people: 'DD05', sameCentre: true, complete: true });

    expect(await stop(b)).toBe(0);
    expect(await stop(a)).toBe(0);
    expect(readCentreRecord(join(data, 'centre'))).toBeUndefined();

    const again = await start('--no-centre');
    expect((await openUnlockPage(again.url)).state.value.state).toBe('locked');
    expect(await stop(again)).toBe(0);
  });

  it('refuses to set up an office without a centre', async () => {
    const elsewhere = ['--data', join(data, 'other'), '--no-centre'];
    await expect(start(...elsewhere)).rejects.toThrow(/needs the centre: leave out --no-centre/);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createWireClient } from '#host/wire-client';
import { PIN, tempPc } from '../../main/core/testing/temp-pc.ts';
import { sealToDevice } from '../../sync/server/keys/seal-to-device.ts';
import { PlainNodeChild } from '../../test/electron/plain-node-child.ts';
import { buildElectron } from './build-electron.ts';

const root = resolve(import.meta.dirname, '../..');
let outDir = '';
beforeAll(async () => {
  mkdirSync(join(root, 'out'), { recursive: true });
  outDir = mkdtempSync(join(root, 'out/bundle-test-'));
  await buildElectron(root, { release: true, publisher: 'CN=Test', outDir });
});
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

const bundle = (file: string): string => readFileSync(join(outDir, file), 'utf8');
const run = (file: string): unknown => {
  const script = join(root, 'test/electron/run-over-stub.ts');
  return JSON.parse(execFileSync(process.execPath, [script, join(outDir, file)], { encoding: 'utf8' }));
};

describe("Electron's bundles", () => {
  it('are three files and the migrations, the preload small and needing nothing but electron', () => {
    expect(readdirSync(outDir).sort()).toEqual(['core-entry.mjs', 'main.mjs', 'migrations', 'preload.cjs']);
    expect(readdirSync(join(outDir, 'migrations'))).toEqual(readdirSync(join(root, 'db/sqlite/migrations')));
    expect(statSync(join(outDir, 'preload.cjs')).size).toBeLessThan(16_000);
    const needed = [...bundle('preload.cjs').matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1]);
    expect(needed).toEqual(['electron']);
  });

  it.each([
    ['main.mjs', ['electron']],
    ['core-entry.mjs', ['argon2', 'better-sqlite3']],
  ])('%s brings all but %j with it', (file, outside) => {
    const imported = [...bundle(file).matchAll(/^import .* from "([^"]+)";$/gm)].map(
      (match) => match[1] ?? '',
    );
    const packages = imported.filter((name) => !name.startsWith('node:') && !builtinModules.includes(name));
    expect([...new Set(packages)].sort()).toEqual(outside);
  });

  it('hold what the build is, where no switch reaches it', () => {
    expect(bundle('main.mjs')).not.toContain('TAWI_RELEASE');
    const { calls, answer } = z
      .object({ calls: z.array(z.tuple([z.string(), z.array(z.unknown())])), answer: z.number() })
      .parse(run('main.mjs'));
    const of = (api: string) => calls.find(([name]) => name === api)?.[1];
    expect(of('UtilityProcess.postMessage')?.[0]).toMatchObject({
      kind: 'start',
      settings: { release: true },
    });
    expect(of('utilityProcess.fork')?.[0]).toBe(join(outDir, 'core-entry.mjs'));
    expect(of('BrowserWindow')?.[0]).toMatchObject({
      webPreferences: { preload: join(outDir, 'preload.cjs'), devTools: false },
    });
    expect([200, 503]).toContain(answer);
  });

  it('open an office: the bundled core finds its migrations and native modules', async () => {
    const pc = tempPc(sealToDevice);
    const { core, first } = await pc.enrolWith(['officer']);
    await core.stop();
    const passphraseFile = join(pc.dataDir, 'passphrase');
    writeFileSync(passphraseFile, 'a passphrase of the PC\n', { mode: 0o600 });
    const child = new PlainNodeChild(join(outDir, 'core-entry.mjs'));
    const migrations = join(outDir, 'migrations');
    const settings = { dataDir: pc.dataDir, version: '1.0.0', release: true, passphraseFile, migrations };
    child.postMessage({ kind: 'start', settings });
    const { port1, port2 } = new MessageChannel();
    child.postMessage({ kind: 'window', channel: 'window-1' }, [port1]);
    const line = createWireClient();
    port2.on('message', line.receive);
    line.connect((message) => port2.postMessage(message));
    const unlock = { requestId: pc.requestId(), userId: first, pin: PIN };
    expect(await line.ask({ method: 'session.unlock', input: unlock })).toMatchObject({
      reply: { ok: true },
    });
    child.kill();
    await pc.remove();
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createScratchDatabase, type ScratchDatabase } from '../../test/setup/scratch-database.ts';
import { createTenant } from './admin/tenants.ts';
import { type RunningCentre, SERVICE_VERSION, startCentre } from './centre.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const tenant = {
  ...{ code: 'practice', name: 'Practice', practice: true, currency: 'KES', timeZone: 'UTC' },
  ...{ defaultPhonePrefix: '', languages: ['en'], identifierTypes: [], questionPack: {}, consentText: {} },
};

let dataDir: string;
let scratch: ScratchDatabase;
const running: RunningCentre[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tawi-test-centre-'));
  scratch = await createScratchDatabase(inject('databaseUrl'), 'tawi_test_centre');
});
afterEach(async () => {
  for (const centre of running.splice(0)) await centre.stop();
  await scratch.drop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(env: Readonly<Record<string, string>> = {}): Promise<RunningCentre> {
  const centre = await startCentre({ dataDir, databaseUrl: scratch.adminUrl, port: 0, env, log: quiet });
  running.push(centre);
  return centre;
}

describe('startCentre', () => {
  it('serves on this machine, keeps its keys and data over a restart, and stops in order', async () => {
    const first = await start();
    expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(first.adminUrl).toBe(`${first.url}/v1/admin`);
    const ready = await fetch(`${first.url}/health/ready`);
    expect(await ready.json()).toEqual({ ready: true, database: true, objects: true });
    const created = await createTenant(first.service, tenant);
    expect(created.ok).toBe(true);
    await first.stop();
    await first.stop();
    await expect(fetch(`${first.url}/health/live`)).rejects.toThrow('fetch failed');
    const second = await start();
    expect(second.service.keys.serverEpoch).toBe(first.service.keys.serverEpoch);
    expect(second.service.keys.signer.publicKey).toEqual(first.service.keys.signer.publicKey);
    expect(await createTenant(second.service, tenant)).toEqual({
      ok: false,
      error: { code: 'admin/taken', field: 'tenant_code_key' },
    });
  });

  it('runs beside another instance on the same database and keys', async () => {
    const first = await start();
    const keys = await readFile(join(dataDir, 'centre-keys.json'), 'utf8');
    const second = await start({ CENTRE_KEYS: keys });
    expect(second.service.keys.signer.publicKey).toEqual(first.service.keys.signer.publicKey);
    expect((await fetch(`${second.url}/health/ready`)).status).toBe(200);
  });

  it('refuses half a configuration of the object store instead of hiding documents in a folder', async () => {
    await expect(start({ S3_ENDPOINT: 'http://127.0.0.1:9' })).rejects.toThrow('objects/incomplete-settings');
  });

  it('runs as a process of its own and stops in order when told to', async () => {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('./main.ts', import.meta.url)), '--data', dataDir, '--port', '0'],
      { env: { ...process.env, DATABASE_URL: scratch.adminUrl }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) {
      const { url } = JSON.parse(line) as { readonly url?: string };
      if (url === undefined) continue;
      expect((await fetch(`${url}/health/live`)).status).toBe(200);
      break;
    }
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('carries the version of the package', async () => {
    const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
    expect(JSON.parse(text).version).toBe(SERVICE_VERSION);
  });
});

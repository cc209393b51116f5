import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const hasSecretService = ['dbus-run-session', 'gnome-keyring-daemon'].every(
  (program) => spawnSync(program, ['--version']).error === undefined,
);

/** Runs a script in a session of its own: with a fresh, unlocked gnome-keyring, or with no session bus at all. */
async function inSession(kind: 'with a key store' | 'without', body: string): Promise<unknown> {
  const source = pathToFileURL(join(import.meta.dirname, 'keyring.ts')).href;
  const script = `
    import { keyringStore, keyringWitness, probeKeyring, systemKeyring } from ${JSON.stringify(source)};
    const keyring = systemKeyring('Tawi test');
    ${body}`;
  const node = [process.execPath, '--input-type=module-typescript', '-e', script];
  const unlocked =
    'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"';
  const [command = '', ...args] =
    kind === 'without' ? node : ['dbus-run-session', '--', 'sh', '-c', unlocked, 'sh', ...node];
  const { DBUS_SESSION_BUS_ADDRESS: _, ...env } = process.env;
  const home = mkdtempSync(join(tmpdir(), 'tawi-keyring-'));
  const child = spawn(command, args, { env: { ...env, HOME: home, XDG_RUNTIME_DIR: home } });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  await once(child, 'close');
  rmSync(home, { recursive: true, force: true });
  return JSON.parse(output);
}

describe.runIf(process.platform === 'linux' && hasSecretService)(
  'the system key store (gnome-keyring under dbus-run-session; skipped where they are missing)',
  () => {
    it('keeps, finds and forgets the secret and the revision', async () => {
      const found = await inSession(
        'with a key store',
        `const secret = new Uint8Array(32).fill(5);
         const store = keyringStore(keyring, 'office-a');
         const witness = keyringWitness(keyring, 'office-a');
         const probe = (await probeKeyring(keyring, 'office-a')) ?? null;
         const before = (await store.get()) ?? null;
         await store.set(secret);
         await witness.raise(41);
         const kept = Buffer.from(await store.get()).equals(Buffer.from(secret));
         const other = (await keyringStore(keyring, 'office-b').get()) ?? null;
         const revision = await witness.read();
         await store.delete();
         console.log(JSON.stringify({ probe, before, kept, other, revision, after: (await store.get()) ?? null }));`,
      );
      expect(found).toEqual({
        probe: null,
        before: null,
        kept: true,
        other: null,
        revision: 41,
        after: null,
      });
    });
  },
);

describe.runIf(process.platform === 'linux')('without a Secret Service', () => {
  it('says so instead of taking the kernel keyring', async () => {
    const found = await inSession(
      'without',
      "console.log(JSON.stringify((await probeKeyring(keyring, 'x')) ?? null));",
    );
    expect(found).toMatch(/^keystore\/unavailable: /);
  });
});

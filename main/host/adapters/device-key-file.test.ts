import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeviceKey, type DeviceKeyFile, loadDeviceKey } from './device-key-file.ts';

let folder: string;
let key: DeviceKeyFile;
const changed = { ok: false, error: { code: 'keystore/tampered', reason: 'changed' } };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-device-key-'));
  key = { file: join(folder, 'device.key'), oss: new Uint8Array(32).fill(3), deviceId: 'device-a' };
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('device.key', () => {
  it('gives back the seeds made, which are not in the file', async () => {
    const seeds = await createDeviceKey(key);
    expect(await loadDeviceKey(key)).toEqual({ ok: true, value: seeds });
    expect(seeds.signingSeed).not.toEqual(seeds.agreementSeed);
    const bytes = readFileSync(key.file);
    expect([
      bytes.includes(Buffer.from(seeds.signingSeed)),
      bytes.includes(Buffer.from(seeds.agreementSeed)),
      bytes.length,
    ]).toEqual([false, false, 105]);
    expect(statSync(key.file).mode & 0o777).toBe(0o600);
  });

  it('says when there is none', async () => {
    expect(await loadDeviceKey(key)).toEqual({ ok: false, error: { code: 'keystore/no-device-key' } });
  });

  it('is refused on another PC, for another device, and with any byte changed', async () => {
    await createDeviceKey(key);
    expect(await loadDeviceKey({ ...key, oss: new Uint8Array(32).fill(4) })).toEqual(changed);
    expect(await loadDeviceKey({ ...key, deviceId: 'device-b' })).toEqual(changed);
    const whole = readFileSync(key.file);
    for (let at = 0; at < whole.length; at += 1) {
      const spoiled = Buffer.from(whole);
      spoiled[at] = (spoiled[at] ?? 0) ^ 1;
      writeFileSync(key.file, spoiled);
      expect([at, await loadDeviceKey(key)]).toEqual([at, changed]);
    }
    writeFileSync(key.file, whole.subarray(0, 50));
    expect(await loadDeviceKey(key)).toEqual(changed);
  });
});

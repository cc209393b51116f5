import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CentreKeysError, loadCentreKeys } from './centre-keys.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tawi-centre-keys-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

describe('loadCentreKeys', () => {
  it('makes them once, readable by their owner only, and finds the same again', () => {
    const first = loadCentreKeys(join(dataDir, 'new'), {});
    const again = loadCentreKeys(join(dataDir, 'new'), {});
    expect(again.signer.publicKey).toEqual(first.signer.publicKey);
    expect(again.serverEpoch).toBe(first.serverEpoch);
    expect(again.officeKey('t', 'o')).toEqual(first.officeKey('t', 'o'));
    expect(statSync(join(dataDir, 'new', 'centre-keys.json')).mode & 0o777).toBe(0o600);
  });

  it('gives each office and tenant another key', () => {
    const { officeKey } = loadCentreKeys(dataDir, {});
    const keys = [officeKey('t1', 'o1'), officeKey('t1', 'o2'), officeKey('t2', 'o1')];
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(3);
    expect(keys.every((key) => key.length === 32)).toBe(true);
  });

  it('takes the same text from the environment', () => {
    const { serverEpoch } = loadCentreKeys(dataDir, {});
    const text = readFileSync(join(dataDir, 'centre-keys.json'), 'utf8');
    expect(loadCentreKeys('/nowhere', { CENTRE_KEYS: text }).serverEpoch).toBe(serverEpoch);
  });

  it.each(['', '{}', '{"signingSeed":"00"}', 'not json'])(
    'refuses a damaged file (%j) rather than make new keys',
    (text) => {
      writeFileSync(join(dataDir, 'centre-keys.json'), text);
      expect(() => loadCentreKeys(dataDir, {})).toThrow(CentreKeysError);
      expect(readFileSync(join(dataDir, 'centre-keys.json'), 'utf8')).toBe(text);
    },
  );
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesToHex } from '../codec/bytes.ts';
import {
  type CycleManifest,
  decodeManifest,
  encodeManifest,
  isCycleManifest,
  manifestHash,
  manifestRefOf,
} from './manifest.ts';

type Vectors = {
  readonly manifest: string;
  readonly manifest_sha256: string;
  readonly manifest_ref: string;
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/approval.json', import.meta.url), 'utf8'),
);
const decoded = decodeManifest(vectors.manifest);
const manifest = decoded.ok ? decoded.value : expect.fail('the golden manifest does not decode');
const unreadable = { ok: false, error: { code: 'approval/unreadable', part: 'manifest' } };

describe('cycle manifest', () => {
  it('has the golden text, hash and voucher reference', () => {
    expect(encodeManifest(manifest)).toBe(vectors.manifest);
    expect(bytesToHex(manifestHash(manifest))).toBe(vectors.manifest_sha256);
    expect(manifestRefOf(manifest)).toBe(vectors.manifest_ref);
    expect(vectors.manifest_sha256.slice(0, 16)).toBe(vectors.manifest_ref);
  });

  it.each<Partial<CycleManifest>>([
    { programme: 'CASH-02' },
    { programme_config_sha256: '11'.repeat(32) },
    { cycle_id: '019a5c3e-7b00-8001-8000-0000000000ff' },
    { cycle: '2026-12' },
    { currency: 'ETB' },
    { entitlement_count: '6' },
    { total_minor: '1' },
    { merkle_root: '22'.repeat(32) },
    { eligibility_run_sha256: '33'.repeat(32) },
    { dedup_run_sha256: '44'.repeat(32) },
    { budget_line_sha256: '55'.repeat(32) },
    { policy_sha256: '66'.repeat(32) },
    { prepared_by: 'person:18' },
    { prepared_at: '2026-11-04T09:00:00.001Z' },
  ])('has another hash with %j', (change) => {
    const changed = { ...manifest, ...change };
    expect(isCycleManifest(changed)).toBe(true);
    expect(bytesToHex(manifestHash(changed))).not.toBe(vectors.manifest_sha256);
  });

  it('does not depend on the order in which its fields were set', () => {
    const reversed = Object.fromEntries(Object.entries(manifest).toReversed());
    expect(isCycleManifest(reversed) && bytesToHex(manifestHash(reversed))).toBe(vectors.manifest_sha256);
  });

  it.each([
    ['a further field', vectors.manifest.replace('"v":1', '"v":1,"x":null')],
    ['a missing field', vectors.manifest.replace('"cycle":"2026-11",', '')],
    [
      'a number where decimal text belongs',
      vectors.manifest.replace('"entitlement_count":"5"', '"entitlement_count":5'),
    ],
    ['a hash in capitals', vectors.manifest.replace('abab', 'ABAB')],
    ['a name in NFD', vectors.manifest.replace('CASH-01', 'CASH-e\u0301')],
    ['an empty name', vectors.manifest.replace('CASH-01', '')],
    ['a currency of two letters', vectors.manifest.replace('KES', 'KE')],
    ['no JSON', 'manifest'],
    ['null', 'null'],
  ])('cannot be read with %s', (_name, text) => {
    expect(decodeManifest(text)).toEqual(unreadable);
  });
});

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { argon2id, argon2VersionOf, isWeaker } from './argon2id.ts';

const SALT = new Uint8Array(16).fill(9);

describe('argon2id', () => {
  it('costs 64 MiB and 3 passes by default, and leaves the calling thread free meanwhile', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const before = performance.now();
    await argon2id('135790', SALT, 1);
    const tookMs = performance.now() - before;
    delay.disable();
    expect(tookMs).toBeGreaterThan(50);
    expect(delay.max / 1e6).toBeLessThan(Math.max(50, tookMs / 2));
  });

  it('gives the same bytes for the same text typed in another form', async () => {
    const composed = await argon2id('caf\u00e9', SALT, 2);
    expect(await argon2id('cafe\u0301', SALT, 2)).toEqual(composed);
    expect(composed).toHaveLength(32);
    expect(await argon2id('cafe', SALT, 2)).not.toEqual(composed);
  });

  it('knows its versions and which is weaker', () => {
    expect([argon2VersionOf(1), argon2VersionOf(2), argon2VersionOf(3), argon2VersionOf(undefined)]).toEqual([
      1,
      2,
      undefined,
      undefined,
    ]);
    expect([isWeaker(2, 1), isWeaker(1, 2), isWeaker(1, 1)]).toEqual([true, false, false]);
  });
});

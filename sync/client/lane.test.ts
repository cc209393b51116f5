import { describe, expect, it } from 'vitest';
import { err, ok, type Result } from '#domain/result';
import { createLane, type LaneOptions } from './lane.ts';
import type { SyncFailure } from './sync-failure.ts';
import { deskLog, deskTime } from './testing/desk.ts';

type Outcome = Result<number, SyncFailure>;
const noLine: Outcome = err({ code: 'sync/no-line' });

function laneOver(work: LaneOptions<number>['work'], random = () => 1) {
  const time = deskTime();
  const { log, lines } = deskLog();
  let changes = 0;
  const onChange = (): void => {
    changes += 1;
  };
  const lane = createLane({ ...time, name: 'send', work, random, log, lastSuccessAt: null, onChange });
  return { lane, time, lines, changes: () => changes };
}

describe('a lane', () => {
  it('tries again after 0.3, 1, 3, 10, 30 and then every 60 s, and begins anew after a success', async () => {
    const startedAt: number[] = [];
    let outcome: Outcome = noLine;
    const { lane, time } = laneOver(async () => {
      startedAt.push(time.clock.nowMs());
      return outcome;
    });
    lane.kick();
    await time.pass(200_000);
    const waits = startedAt.slice(1).map((at, index) => at - (startedAt[index] ?? 0));
    expect(waits).toEqual([300, 1_000, 3_000, 10_000, 30_000, 60_000, 60_000]);
    outcome = ok(1);
    await lane.runNow();
    expect(lane.status()).toEqual({
      running: false,
      lastSuccessAt: new Date(time.clock.nowMs()).toISOString(),
      lastErrorCode: null,
      nextTryAt: null,
    });
    outcome = noLine;
    await lane.runNow();
    expect(lane.status().nextTryAt).toBe(new Date(time.clock.nowMs() + 300).toISOString());
    await lane.stop();
  });

  it('shortens each wait at random, but never below a tenth of a second', async () => {
    const { lane, time } = laneOver(
      async () => noLine,
      () => 0,
    );
    await lane.runNow();
    expect(lane.status().nextTryAt).toBe(new Date(time.clock.nowMs() + 100).toISOString());
    await lane.stop();
  });

  it('runs once more, not twice, when it was kicked often during a run', async () => {
    let runs = 0;
    let finish: () => void = () => {};
    const { lane, time } = laneOver(async () => {
      runs += 1;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return ok(runs);
    });
    lane.kick();
    for (let kick = 0; kick < 5; kick += 1) lane.kick();
    finish();
    await time.pass(0);
    expect(runs).toBe(2);
    finish();
    await time.pass(100_000);
    expect([runs, lane.status().running]).toEqual([2, false]);
  });

  it('gives runNow a run of its own, begun after the one under way', async () => {
    let runs = 0;
    const { lane } = laneOver(async () => {
      runs += 1;
      await Promise.resolve();
      return ok(runs);
    });
    lane.kick();
    expect(await lane.runNow()).toEqual({ ok: true, value: 2 });
  });

  it('is rearmed only while nothing runs and nothing is due', async () => {
    let runs = 0;
    const { lane } = laneOver(async () => {
      runs += 1;
      return noLine;
    });
    lane.rearm();
    lane.rearm();
    await lane.runNow();
    lane.rearm();
    expect(runs).toBe(2);
    await lane.stop();
  });

  it('survives a run that throws, says so in the log and tries again', async () => {
    let runs = 0;
    const { lane, time, lines } = laneOver(async () => {
      runs += 1;
      if (runs === 1) throw new TypeError('planted');
      return ok(runs);
    });
    lane.kick();
    await time.pass(0);
    expect(lane.status().lastErrorCode).toBe('sync/internal');
    expect(lines).toEqual([{ level: 'error', event: 'sync.lane-broken' }]);
    await time.pass(300);
    expect([runs, lane.status().lastErrorCode]).toEqual([2, null]);
  });

  it('stops after the run under way and begins none again', async () => {
    let runs = 0;
    let stopSeen = false;
    let finish: () => void = () => {};
    const { lane, time } = laneOver(async (shouldStop) => {
      runs += 1;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      stopSeen = shouldStop();
      return noLine;
    });
    lane.kick();
    let stopped = false;
    const stopping = lane.stop().then(() => {
      stopped = true;
    });
    await time.pass(0);
    expect(stopped).toBe(false);
    finish();
    await stopping;
    lane.kick();
    await time.pass(120_000);
    expect({ runs, stopSeen, outcome: await lane.runNow() }).toEqual({
      runs: 1,
      stopSeen: true,
      outcome: { ok: false, error: { code: 'sync/no-line', reason: 'stopping' } },
    });
  });
});

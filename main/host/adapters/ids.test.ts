import { expect, test } from 'vitest';
import { uuidV8Parts } from '#domain/codec/uuid';
import { COUNTER_BLOCK, createIds } from './ids.ts';

function deviceCounter(start = 0) {
  let stored = start;
  return (count: number) => {
    const first = stored;
    stored = (stored + count) % 0x1_0000_0000;
    return first;
  };
}

test('two processes over one stored counter never make the same id', () => {
  const reserve = deviceCounter();
  const options = { deviceNo: 41, incarnation: 3, nowMs: () => 1_763_600_000_000, reserve };
  const [one, two] = [createIds(options), createIds(options)];
  const made = new Set(Array.from({ length: 2000 }, () => [one.next(), two.next()]).flat());
  expect(made.size).toBe(4000);
});

test('an id tells its time, device and incarnation', () => {
  const ids = createIds({
    deviceNo: 41,
    incarnation: 67,
    nowMs: () => 1_763_600_000_000,
    reserve: deviceCounter(9),
  });
  ids.next();
  expect(uuidV8Parts(ids.next())).toEqual({
    msSinceEpoch: 1_763_600_000_000,
    counter12: 1,
    deviceNo24: 41,
    incarnation6: 3,
    deviceCounter32: 10,
  });
});

test('ids keep their order over full milliseconds, full blocks and a clock that goes back', () => {
  let now = 1_763_600_000_000;
  const ids = createIds({
    deviceNo: 1,
    incarnation: 1,
    nowMs: () => now,
    reserve: deviceCounter(0xffff_ff00),
  });
  const made = Array.from({ length: COUNTER_BLOCK + 9000 }, (_, index) => {
    if (index === 20_000) now -= 60_000;
    return ids.next();
  });
  expect(new Set(made).size).toBe(made.length);
  expect(made.every((id, index) => index === 0 || id > (made[index - 1] ?? ''))).toBe(true);
});

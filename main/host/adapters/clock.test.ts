import { expect, test } from 'vitest';
import { createClock } from './clock.ts';

const NOON = Date.UTC(2026, 10, 20, 22, 30);

test.each([
  ['UTC', '2026-11-20'],
  ['Africa/Nairobi', '2026-11-21'],
  ['Asia/Kathmandu', '2026-11-21'],
  ['America/Lima', '2026-11-20'],
])('today in %s is the date there, not here', (zone, today) => {
  expect(createClock({ offsetMs: 0, vouchedMs: 0 }, zone, () => NOON).today()).toBe(today);
});

test('a PC whose clock is a day behind dates its work by the time of the centre', () => {
  const clock = createClock({ offsetMs: 0, vouchedMs: 0 }, 'Africa/Nairobi', () => NOON - 86_400_000);
  expect(clock.today()).toBe('2026-11-20');
  expect(clock.measure(NOON, 0)).toEqual({ offsetMs: 86_400_000, vouchedMs: NOON });
  expect(clock.today()).toBe('2026-11-21');
});

test('half of the round trip is added to what the centre said', () => {
  const clock = createClock({ offsetMs: 0, vouchedMs: 0 }, 'UTC', () => NOON);
  expect(clock.measure(NOON, 800)).toEqual({ offsetMs: 400, vouchedMs: NOON });
});

test('a clock set back behind the last vouched time is behind until it is put right', () => {
  let now = NOON;
  const clock = createClock({ offsetMs: 0, vouchedMs: NOON }, 'UTC', () => now);
  expect(clock.isBehind()).toBe(false);
  now = NOON - 5 * 60_000;
  expect(clock.isBehind()).toBe(false);
  now -= 1;
  expect(clock.isBehind()).toBe(true);
});

test('the centre cannot take back a time it vouched for', () => {
  const clock = createClock({ offsetMs: 0, vouchedMs: NOON }, 'UTC', () => NOON);
  expect(clock.measure(NOON - 3_600_000, 0).vouchedMs).toBe(NOON);
});

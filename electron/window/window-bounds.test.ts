import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Bounds, parseBounds, SMALLEST, visibleBounds } from './window-bounds.ts';

const laptop: Bounds = { x: 0, y: 0, width: 1366, height: 728 };
const beside: Bounds = { x: 1366, y: 0, width: 1920, height: 1040 };

it.each<readonly [string, Bounds | undefined, readonly Bounds[], Bounds]>([
  ['the first start', undefined, [laptop], { x: 0, y: 0, width: 1366, height: 728 }],
  ['the first start on a large screen', undefined, [beside], { x: 1643, y: 136, width: 1366, height: 768 }],
  [
    'where it was',
    { x: 1400, y: 20, width: 1200, height: 700 },
    [laptop, beside],
    { x: 1400, y: 20, width: 1200, height: 700 },
  ],
  [
    'a screen that is gone',
    { x: 1400, y: 20, width: 1200, height: 700 },
    [laptop],
    { x: 83, y: 14, width: 1200, height: 700 },
  ],
  [
    'a title bar above the screen',
    { x: 10, y: -30, width: 1100, height: 700 },
    [laptop],
    { x: 10, y: 0, width: 1100, height: 700 },
  ],
  [
    'a sliver',
    { x: 1300, y: 0, width: 1100, height: 700 },
    [laptop],
    { x: 133, y: 14, width: 1100, height: 700 },
  ],
  ['too small', { x: 0, y: 0, width: 10, height: 10 }, [laptop], { x: 0, y: 0, width: 1024, height: 640 }],
  ['no screen at all', undefined, [], { x: 0, y: 0, width: 1366, height: 768 }],
])('opens for %s', (_case, last, areas, expected) => {
  expect(visibleBounds(last, areas)).toEqual(expected);
});

it('always fits its screen, and a hand can take its title bar', () => {
  const whole = fc.integer({ min: -5000, max: 5000 });
  const size = fc.integer({ min: 1, max: 6000 });
  const bounds = fc.record({ x: whole, y: whole, width: size, height: size });
  const area = fc.record({
    x: whole,
    y: whole,
    width: fc.integer({ min: 1280, max: 4000 }),
    height: fc.integer({ min: 700, max: 3000 }),
  });
  fc.assert(
    fc.property(
      fc.option(bounds, { nil: undefined }),
      fc.array(area, { minLength: 1, maxLength: 3 }),
      (last, areas) => {
        const opened = visibleBounds(last, areas);
        const shows = (on: Bounds): boolean =>
          Math.min(opened.x + opened.width, on.x + on.width) - Math.max(opened.x, on.x) >= 120 &&
          opened.y >= on.y &&
          opened.y < on.y + on.height &&
          opened.width <= on.width &&
          opened.height <= on.height;
        expect(areas.some(shows)).toBe(true);
        expect(opened.width >= SMALLEST.width && opened.height >= SMALLEST.height).toBe(true);
      },
    ),
  );
});

it('reads a place back, and takes nothing else for one', () => {
  const place = { x: -5, y: 7, width: 1200, height: 700 };
  expect(parseBounds(JSON.stringify(place))).toEqual(place);
  for (const text of [
    '',
    '{',
    'null',
    '7',
    '{}',
    '{"x":1,"y":2,"width":0,"height":5}',
    '{"x":0.5,"y":2,"width":3,"height":5}',
  ]) {
    expect(parseBounds(text)).toBeUndefined();
  }
});

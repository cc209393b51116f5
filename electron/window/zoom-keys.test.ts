import { expect, it } from 'vitest';
import { zoomFor } from './zoom-keys.ts';

const press = { type: 'keyDown', control: true, alt: false, meta: false };

it.each([
  ['+', 0, 0.5],
  ['=', 3.5, 4],
  ['+', 6, 6],
  ['-', 0, -0.5],
  ['_', -2, -2],
  ['0', 4, 0],
  ['a', 1, undefined],
])('Ctrl and %s at level %d', (key, level, expected) => {
  expect(zoomFor({ ...press, key }, level)).toBe(expected);
});

it.each([{ control: false }, { alt: true }, { meta: true }, { type: 'keyUp' }])(
  'leaves %o to the page',
  (change) => {
    expect(zoomFor({ ...press, key: '+', ...change }, 0)).toBeUndefined();
  },
);

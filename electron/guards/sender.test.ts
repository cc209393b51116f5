import { expect, it } from 'vitest';
import { isOwnSender, type SenderFrame } from './sender.ts';

it.each<readonly [string, SenderFrame, boolean]>([
  ['our page', { url: 'app://tawi/#/people', parent: null }, true],
  ['a frame inside our page', { url: 'app://tawi/', parent: {} }, false],
  ['another page', { url: 'https://evil.example/', parent: null }, false],
  ['a file of ours shown as a page', { url: 'app://tawi/assets/x.html', parent: null }, false],
  ['a frame that is gone', null, false],
])('a message from %s counts: %s', (_what, frame, counts) => {
  expect(isOwnSender(frame)).toBe(counts);
});

import { expect, it } from 'vitest';
import { forbiddenInChromium, forbiddenSwitch } from './argv.ts';

it.each<readonly [string, string]>([
  ['--remote-debugging-port=9222', 'remote-debugging-port'],
  ['--remote-debugging-port', 'remote-debugging-port'],
  ['-remote-debugging-pipe', 'remote-debugging-pipe'],
  ['--Remote-Debugging-Port=0', 'remote-debugging-port'],
  ['--inspect', 'inspect'],
  ['--inspect=0.0.0.0:9229', 'inspect'],
  ['--inspect-brk', 'inspect-brk'],
  ['--inspect-publish-uid=http', 'inspect-publish-uid'],
  ['--no-sandbox', 'no-sandbox'],
  ['--js-flags=--expose-gc', 'js-flags'],
  ['--load-extension=/tmp/x', 'load-extension'],
  ['--disable-web-security', 'disable-web-security'],
  ['--proxy-server=evil:80', 'proxy-server'],
  ['--trace-startup', 'trace-startup'],
])('%s is refused', (argument, name) => {
  expect(forbiddenSwitch(['.', '--data-dir=/x', argument], 'linux')).toBe(name);
  expect(forbiddenSwitch(['--', argument], 'win32')).toBe(name);
});

it.each([
  '--data-dir=/var/clerk/inspect',
  '--passphrase-file=/run/no-sandbox',
  '--updated',
  'inspect',
  'no-sandbox',
  '/remote-debugging-port=9222',
])('%s is no such switch on Linux', (argument) => {
  expect(forbiddenSwitch([argument], 'linux')).toBeUndefined();
});

it('Windows knows a third way to write a switch', () => {
  expect(forbiddenSwitch(['/remote-debugging-port=9222'], 'win32')).toBe('remote-debugging-port');
  expect(forbiddenSwitch(['/updated'], 'win32')).toBeUndefined();
});

it('what Chromium read counts too, however it got there', () => {
  expect(forbiddenInChromium((name) => name === 'js-flags')).toBe('js-flags');
  expect(forbiddenInChromium(() => false)).toBeUndefined();
});

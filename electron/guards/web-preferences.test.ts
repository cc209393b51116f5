import { session, type WebPreferences } from 'electron';
import { expect, it } from 'vitest';
import { assertSafeWebPreferences, SAFE_WEB_PREFERENCES } from './web-preferences.ts';

it('passes what windows of ours are made with', () => {
  expect(() =>
    assertSafeWebPreferences({ ...SAFE_WEB_PREFERENCES, preload: '/x/preload.cjs', partition: 'tawi' }),
  ).not.toThrow();
});

it.each(Object.entries(SAFE_WEB_PREFERENCES))('throws when %s is not %s, or not said', (name, value) => {
  expect(() => assertSafeWebPreferences({ ...SAFE_WEB_PREFERENCES, [name]: !value })).toThrow(name);
  const { [name]: _left, ...rest } = { ...SAFE_WEB_PREFERENCES } as Record<string, unknown>;
  expect(() => assertSafeWebPreferences(rest)).toThrow(name);
});

it.each<readonly [string, WebPreferences]>([
  ['a partition on disk', { partition: 'persist:tawi' }],
  ['a session on disk', { session: Object.assign(session.fromPartition('x'), { storagePath: '/var/x' }) }],
  ['experiments of Blink', { enableBlinkFeatures: 'Serial' }],
])('throws on %s', (_what, more) => {
  expect(() => assertSafeWebPreferences({ ...SAFE_WEB_PREFERENCES, ...more })).toThrow('a window');
});

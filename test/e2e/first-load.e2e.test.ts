import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';

/** What an office's PC may have to read before the unlock page stands, fonts not counted. */
const FIRST_LOAD_BYTES = 300 * 1024;

it('the first route weighs at most 300 kB gzip: page, scripts, styles, texts', () => {
  const folder = inject('screensFolder');
  const weigh = (file: string): number => gzipSync(readFileSync(join(folder, file))).length;
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, file]) => file ?? '',
  );
  const scripts = readdirSync(join(folder, 'assets')).filter((file) => file.endsWith('.js'));
  // The texts come right after; the heaviest language counts for all.
  const texts = scripts.filter((file) => /^(?:en|fr|ar)-/.test(file)).map((file) => weigh(`assets/${file}`));
  const weights = ['index.html', ...new Set(named)].map((file) => [file, weigh(file)] as const);
  const total = weights.reduce((sum, [, bytes]) => sum + bytes, Math.max(...texts));
  expect(texts.length).toBe(3);
  expect(named.some((file) => file.endsWith('.js'))).toBe(true);
  expect(total, JSON.stringify(weights)).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
  // Something is left for later: the first route does not carry every screen.
  expect(scripts.length).toBeGreaterThan(named.length);
});

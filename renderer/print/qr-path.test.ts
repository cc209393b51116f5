import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { qrPath, quietModules } from './qr-path.ts';

// The decoder would fetch its program from the network; it lies beside it in the package.
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

const code = `G2P1${'K7Q42M3WTABCDEFGHIJKLNOPRSUVXYZ2345'.repeat(7).slice(0, 215)}`;

/** Draws the path's runs into pixels, three to a module, as a camera would see them. */
function pixelsOf(path: string, size: number) {
  const scale = 3;
  const side = size * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let dy = 0; dy < scale; dy += 1) {
      for (let dx = 0; dx < Number(width) * scale; dx += 1) {
        const at = ((Number(y) * scale + dy) * side + Number(x) * scale + dx) * 4;
        data.fill(0, at, at + 3);
      }
    }
  }
  return { data, width: side, height: side, colorSpace: 'srgb' } as const;
}

test('a voucher is drawn as version 10 with its quiet zone and reads back as the same text', async () => {
  const { path, size } = qrPath(code);
  expect(size).toBe(57 + 2 * quietModules);
  const found = await readBarcodes(pixelsOf(path, size), { formats: ['QRCode'] });
  expect(found.map(({ text, version, ecLevel }) => ({ text, version, ecLevel }))).toEqual([
    { text: code, version: '10', ecLevel: 'Q' },
  ]);
});

test('nothing dark stands in the quiet zone', () => {
  const { path, size } = qrPath(code);
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].map(([, x, y, width]) => ({
    from: Number(x),
    to: Number(x) + Number(width),
    row: Number(y),
  }));
  const last = size - quietModules;
  expect(
    runs.filter(({ from, to, row }) => from < quietModules || to > last || row < quietModules || row >= last),
  ).toEqual([]);
});

test('a text that is no voucher is not drawn smaller or larger, it is refused', () => {
  expect(() => qrPath('A'.repeat(400))).toThrow(/version/i);
  expect(() => qrPath('lower case')).toThrow();
});

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';

/**
 * Draws resources/icons/tawi.svg into the files the packager wants: PNGs for Linux, one .ico for Windows. Run by
 * hand when the drawing changes (`npx node build/installer/make-icons.ts`); CHROMIUM names the browser.
 */
const SIZES = [16, 32, 48, 64, 128, 256, 512] as const;
const ICO_SIZES = [16, 32, 48, 256] as const;
const folder = path.resolve(import.meta.dirname, '../../resources/icons');
const drawing = readFileSync(path.join(folder, 'tawi.svg'), 'utf8');

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const images = new Map<number, Buffer>();
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const style = `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>`;
  await page.setContent(style + drawing);
  images.set(size, await page.screenshot({ omitBackground: true }));
  writeFileSync(path.join(folder, `${size}x${size}.png`), images.get(size) ?? '');
}
await browser.close();
writeFileSync(
  path.join(folder, 'icon.ico'),
  icoOf(ICO_SIZES.map((size) => ({ size, png: images.get(size) ?? Buffer.alloc(0) }))),
);

/** An .ico with PNG images: a header, one entry of 16 bytes each, then the images. */
function icoOf(parts: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * parts.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(parts.length, 4);
  let offset = head.length;
  parts.forEach(({ size, png }, index) => {
    const entry = 6 + 16 * index;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...parts.map(({ png }) => png)]);
}

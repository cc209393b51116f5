import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredDocument } from '../document-vault.ts';
import { blobPath, createDocumentVault, MAX_DOCUMENT_BYTES } from './document-vault.ts';

const ID = '018f0000-0000-8000-8000-000000000001';
const OTHER = '018f0000-0000-8000-8000-000000000002';
const officeKey = randomBytes(32);
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-vault-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const vault = () => createDocumentVault({ folder, officeKey });
const png = (size: number): Uint8Array => {
  const bytes = new Uint8Array(size).fill(66);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
};
async function stored(id: string, bytes: Uint8Array): Promise<StoredDocument> {
  const put = await vault().put(id, bytes);
  if (!put.ok) throw new Error(put.error.code);
  return put.value;
}
const damaged = { ok: false, error: { code: 'documents/damaged' } };

test.each([8, 65_535, 65_536, 65_537, 131_072, 200_001])(
  'a document of %i bytes comes back as it was',
  async (size) => {
    const row = await stored(ID, png(size));
    expect(row).toMatchObject({ mime: 'image/png', sizeBytes: size });
    const opened = await vault().open(row);
    expect(opened.ok && Buffer.compare(opened.value.bytes, png(size))).toBe(0);
  },
);

test('the file is named by its hash, tells nothing, and no part of an unfinished one stays', async () => {
  const row = await stored(ID, png(70_000));
  const blob = readFileSync(blobPath(folder, row.blobSha256));
  expect(blob.length).toBe(row.blobBytes);
  expect(blob.includes('PNG')).toBe(false);
  expect(blob.includes('BBBB')).toBe(false);
  expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.part'))).toEqual(
    [],
  );
});

test.each([
  ['nothing', new Uint8Array(0), { code: 'documents/empty' }],
  ['a page of HTML called photo.jpg', Buffer.from('<html><script>'), { code: 'documents/wrong-type' }],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), { code: 'documents/wrong-type' }],
  [
    'more than 10 MB',
    png(MAX_DOCUMENT_BYTES + 1),
    { code: 'documents/too-large', maxBytes: MAX_DOCUMENT_BYTES },
  ],
])('%s is refused and leaves no file', async (_name, bytes, error) => {
  expect(await vault().put(ID, bytes)).toEqual({ ok: false, error });
  expect(readdirSync(folder)).toEqual([]);
});

test('two documents of the same content have different files', async () => {
  const [one, two] = [await stored(ID, png(100)), await stored(OTHER, png(100))];
  expect(Buffer.compare(one.blobSha256, two.blobSha256)).not.toBe(0);
});

test('the file or the key of another document, and another office, are refused', async () => {
  const [one, two] = [await stored(ID, png(100)), await stored(OTHER, png(100))];
  expect(await vault().open({ ...one, blobSha256: two.blobSha256 })).toEqual(damaged);
  expect(await vault().open({ ...one, wrappedKey: two.wrappedKey })).toEqual(damaged);
  expect(await vault().open({ ...one, documentId: OTHER })).toEqual(damaged);
  expect(await vault().open({ ...one, wrappedKey: one.wrappedKey.subarray(1) })).toEqual(damaged);
  expect(await createDocumentVault({ folder, officeKey: randomBytes(32) }).open(one)).toEqual(damaged);
});

test('a file that is not here is named so', async () => {
  const row = await stored(ID, png(100));
  rmSync(blobPath(folder, row.blobSha256));
  expect(vault().has(row.blobSha256)).toBe(false);
  expect(await vault().open(row)).toEqual({ ok: false, error: { code: 'documents/not-on-this-pc' } });
});

test('any flipped bit is refused', async () => {
  const row = await stored(ID, png(70_000));
  const path = blobPath(folder, row.blobSha256);
  const good = readFileSync(path);
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ (1 << bit);
      writeFileSync(path, bad);
      return !(await vault().open(row)).ok;
    }),
    { numRuns: 40 },
  );
});

/** As {@link blobPath} of a changed file whose row was changed to fit: only the encryption is left to notice. */
async function openChanged(row: StoredDocument, change: (blob: Buffer) => Uint8Array) {
  const bad = change(readFileSync(blobPath(folder, row.blobSha256)));
  const blobSha256 = createHash('sha256').update(bad).digest();
  const path = blobPath(folder, blobSha256);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bad);
  return vault().open({ ...row, blobSha256 });
}

test.each<[string, (blob: Buffer) => Uint8Array]>([
  ['cut at a chunk border', (blob) => blob.subarray(0, 4 + 65_552)],
  ['cut inside a chunk', (blob) => blob.subarray(0, 70_000)],
  ['emptied', (blob) => blob.subarray(0, 4)],
  [
    'with its chunks swapped',
    (blob) =>
      Buffer.concat([
        blob.subarray(0, 4),
        blob.subarray(65_556, 131_108),
        blob.subarray(4, 65_556),
        blob.subarray(131_108),
      ]),
  ],
  ['with a chunk doubled', (blob) => Buffer.concat([blob, blob.subarray(131_108)])],
  ['with another header', (blob) => Buffer.concat([Buffer.from('TWD2'), blob.subarray(4)])],
])('a file %s is refused even when its hash was changed to fit', async (_name, change) => {
  expect(await openChanged(await stored(ID, png(140_000)), change)).toEqual(damaged);
});

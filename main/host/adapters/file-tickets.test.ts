import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileTickets, MAX_TICKET_BYTES } from './file-tickets.ts';

let folder = '';
let now = 0;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'tawi-tickets-')), 'spool');
  now = 1_000_000;
});
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
});
const tickets = () => createFileTickets({ folder, nowMs: () => now });
const file = (size: number, name = 'list.csv') => ({
  name,
  mime: 'text/csv',
  bytes: new Uint8Array(size).fill(65),
});
const unknown = { ok: false, error: { code: 'documents/unknown-ticket' } };

test('an upload can be read again until it is used up, by its own channel only', () => {
  const store = tickets();
  const kept = store.keepUpload('a', file(3));
  if (!kept.ok) throw new Error('refused');
  expect(store.readUpload('a', kept.value)).toEqual({ ok: true, value: file(3) });
  expect(store.readUpload('a', kept.value)).toEqual({ ok: true, value: file(3) });
  expect(store.readUpload('b', kept.value)).toEqual(unknown);
  expect(store.takeDownload('a', kept.value)).toEqual(unknown);
  store.dropUpload(kept.value);
  expect(store.readUpload('a', kept.value)).toEqual(unknown);
});

test('a download ticket works once, for its channel, for two minutes', () => {
  const store = tickets();
  const [first, second] = [store.offerDownload('a', file(3)), store.offerDownload('a', file(4))];
  expect(store.takeDownload('b', first)).toEqual(unknown);
  expect(store.takeDownload('a', first)).toEqual({ ok: true, value: file(3) });
  expect(store.takeDownload('a', first)).toEqual(unknown);
  now += 120_000;
  expect(store.takeDownload('a', second)).toEqual(unknown);
});

test('beyond 20 MB files wait in the folder, unreadable for anybody else', () => {
  const store = tickets();
  const small = store.keepUpload('a', file(15_000_000));
  const large = store.keepUpload('a', file(15_000_000));
  if (!small.ok || !large.ok) throw new Error('refused');
  expect(readdirSync(folder)).toEqual([large.value]);
  expect(readFileSync(join(folder, large.value)).includes('AAAA')).toBe(false);
  const read = store.readUpload('a', large.value);
  expect(read.ok && Buffer.compare(read.value.bytes, file(15_000_000).bytes)).toBe(0);
  store.forget('a');
  expect(readdirSync(folder)).toEqual([]);
  expect(store.readUpload('a', small.value)).toEqual(unknown);
});

test('what a crash left in the spool folder is gone at the next start', () => {
  tickets().keepUpload('a', file(1));
  const spooled = createFileTickets({ folder, nowMs: () => now });
  for (let n = 0; n < 2; n += 1) spooled.keepUpload('a', file(15_000_000));
  writeFileSync(join(folder, 'rest'), 'noise');
  tickets();
  expect(existsSync(folder)).toBe(false);
});

test('a file over the limit is refused, and so are too many waiting ones', () => {
  const store = tickets();
  expect(store.keepUpload('a', file(MAX_TICKET_BYTES + 1))).toEqual({
    ok: false,
    error: { code: 'documents/too-large' },
  });
  for (let n = 0; n < 8; n += 1) expect(store.keepUpload('a', file(MAX_TICKET_BYTES)).ok).toBe(true);
  expect(store.keepUpload('a', file(1)).ok).toBe(false);
  now += 12 * 3_600_000;
  expect(store.keepUpload('a', file(1)).ok).toBe(true);
});

test.each([
  ['C:\\Users\\x\\people.csv', 'people.csv'],
  ['../../etc/passwd', 'passwd'],
  ['a"b\r\nc.pdf', 'abc.pdf'],
  ['', 'file'],
])('the name %j is kept as %j', (given, kept) => {
  const store = tickets();
  const ticket = store.keepUpload('a', file(1, given));
  const read = ticket.ok ? store.readUpload('a', ticket.value) : ticket;
  expect(read.ok && read.value.name).toBe(kept);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readCentreMessage } from './centre-messages.ts';
import {
  findRunningCentre,
  readCentreRecord,
  removeCentreRecord,
  writeCentreRecord,
} from './centre-record.ts';
import { progressBar } from './progress-bar.ts';

const folder = mkdtempSync(join(tmpdir(), 'tawi-centre-record-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  [
    { kind: 'progress', done: 1, total: 2 },
    { kind: 'progress', done: 1, total: 2 },
  ],
  [
    { kind: 'ready', url: 'u', databaseUrl: 'd', more: 1 },
    { kind: 'ready', url: 'u', databaseUrl: 'd' },
  ],
  [{ kind: 'busy' }, { kind: 'busy' }],
  [
    { kind: 'failed', code: 'c' },
    { kind: 'failed', code: 'c', detail: '' },
  ],
  [{ kind: 'news' }, undefined],
  ['ready', undefined],
  [null, undefined],
])('reads %j from the centre', (message, expected) => {
  expect(readCentreMessage(message)).toEqual(expected);
});

it('keeps where a centre runs, and believes only one that answers', async () => {
  const record = { pid: 12, url: 'http://127.0.0.1:9' };
  expect(readCentreRecord(folder)).toBeUndefined();
  writeCentreRecord(folder, record);
  expect([readCentreRecord(folder), await findRunningCentre(folder)]).toEqual([record, undefined]);
  writeFileSync(join(folder, 'running.json'), '{"pid":');
  expect(readCentreRecord(folder)).toBeUndefined();
  removeCentreRecord(folder);
  removeCentreRecord(folder);
  expect(readCentreRecord(folder)).toBeUndefined();
});

it('tells a quarter at a time in a log and one growing line at a terminal', () => {
  const log: string[] = [];
  const screen: string[] = [];
  const told = progressBar({ write: (text) => log.push(text) }, 'People');
  const shown = progressBar({ isTTY: true, write: (text) => screen.push(text) }, 'People');
  for (let done = 10; done <= 100; done += 10) {
    told(done, 100);
    shown(done, 100);
  }
  expect(log).toEqual([
    'People: 10 of 100\n',
    'People: 40 of 100\n',
    'People: 70 of 100\n',
    'People: 100 of 100\n',
  ]);
  expect([screen.length, screen.at(-1)?.endsWith(`${'█'.repeat(30)} 100 of 100\n`)]).toEqual([10, true]);
});

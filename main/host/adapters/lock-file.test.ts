import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeInstanceLock } from '../single-instance.ts';
import { lockFileAt, thisProcess } from './lock-file.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-lock-'));
  path = join(folder, 'office', 'tawi.lock');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the second instance is told which process has the folder, and may enter after it left', () => {
  const first = takeInstanceLock(lockFileAt(path), thisProcess());
  expect(takeInstanceLock(lockFileAt(path), thisProcess())).toEqual({
    ok: false,
    error: { code: 'host/already-open', pid: process.pid },
  });
  if (first.ok) first.value.release();
  expect(takeInstanceLock(lockFileAt(path), thisProcess()).ok).toBe(true);
  expect(readdirSync(join(folder, 'office'))).toEqual(['tawi.lock']);
});

test('the lock of a process that was killed is taken over', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  const dead = { pid: child.pid ?? 0, startedAt: '', nonce: 'dead' };
  lockFileAt(path).create(dead);
  expect(takeInstanceLock(lockFileAt(path), thisProcess())).toEqual({
    ok: false,
    error: { code: 'host/already-open', pid: dead.pid },
  });
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(takeInstanceLock(lockFileAt(path), thisProcess()).ok).toBe(true);
});

test.runIf(process.platform === 'linux')(
  'a process that got the number of a dead one does not keep the folder locked',
  () => {
    lockFileAt(path).create({ pid: process.pid, startedAt: '1', nonce: 'before the restart' });
    expect(takeInstanceLock(lockFileAt(path), thisProcess()).ok).toBe(true);
  },
);

test('half a lock left by a full disk does not lock anybody out', () => {
  const file = lockFileAt(path);
  writeFileSync(path, '{"pid":');
  expect(takeInstanceLock(file, thisProcess()).ok).toBe(true);
});

test('while another process takes a dead lock over, this one waits outside', () => {
  const file = lockFileAt(path);
  writeFileSync(path, '');
  writeFileSync(`${path}.guard`, '');
  expect(takeInstanceLock(file, thisProcess())).toEqual({
    ok: false,
    error: { code: 'host/already-open', pid: 0 },
  });
});

test('releasing twice, or after a take-over, leaves the new holder alone', () => {
  const first = takeInstanceLock(lockFileAt(path), thisProcess());
  if (!first.ok) throw new Error('not locked');
  first.value.release();
  const second = thisProcess();
  takeInstanceLock(lockFileAt(path), second);
  first.value.release();
  expect(lockFileAt(path).read()).toEqual(second);
});

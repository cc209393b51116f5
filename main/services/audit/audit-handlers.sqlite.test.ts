import { afterEach, expect, test } from 'vitest';
import type { OutputOf } from '#contract/contract';
import { type TempOffice, tempOffice } from '../../core/testing/temp-office.ts';
import { healthHandlers } from '../health/health-handlers.ts';
import { auditHandlers } from './audit-handlers.ts';

let office: TempOffice;
afterEach(() => office.remove());
const list = async (cursor: string | null): Promise<OutputOf<'audit.list'>> => {
  const reply = await office.call('audit.list', { cursor, limit: 2 });
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value as OutputOf<'audit.list'>;
};

test('the trail is read newest first, page by page, with names and a chain that holds', async () => {
  office = tempOffice({ handlers: auditHandlers() });
  office.signIn(['auditor']);
  const at = '2026-11-20T09:00:00.000Z';
  for (const object of ['a', 'b', 'c', 'd', 'e']) {
    office.store.write((tx) =>
      tx.office.audit.append({
        at,
        actorNo: object === 'a' ? 0 : 1,
        action: 'registry.revealed',
        object,
        purpose: 'payment',
      }),
    );
  }
  const pages = [await list(null)];
  for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null)
    pages.push(await list(next));
  expect(
    pages.map((page) => [page.rows.map((row) => row.object).join(''), page.verified, page.next]),
  ).toEqual([
    ['ed', true, '4'],
    ['cb', true, '2'],
    ['a', true, null],
  ]);
  expect(pages[0]?.rows[0]).toEqual({
    seq: 5,
    at,
    byName: 'Officer 1',
    action: 'registry.revealed',
    object: 'e',
    purpose: 'payment',
  });
  expect(pages[2]?.rows[0]?.byName).toBe('');
  expect(pages[0]?.head).toMatch(/^[0-9a-f]{64}$/);
});

test('an empty trail is whole, and a cursor that is no number begins anew', async () => {
  office = tempOffice({ handlers: auditHandlers() });
  office.signIn(['auditor']);
  expect(await list('rubbish')).toMatchObject({ rows: [], next: null, verified: true });
});

test('the health page tells what is low, wrong or refused', async () => {
  office = tempOffice({
    handlers: healthHandlers([
      () => ({ name: 'disk', state: 'ok', code: 'health/disk-enough', data: { freeBytes: 1 } }),
    ]),
  });
  office.signIn(['it']);
  office.clock.measure(office.timers.nowMs() + 3_600_000, 0);
  office.timers.sleep(-7_200_000);
  expect(await office.call('health.report', {})).toEqual({
    ok: true,
    value: {
      checks: [
        { name: 'disk', state: 'ok', code: 'health/disk-enough', data: { freeBytes: 1 } },
        { name: 'clock', state: 'bad', code: 'health/clock-behind', data: { offsetMs: 3_600_000 } },
        { name: 'numbers', state: 'bad', code: 'health/numbers-low', data: { left: 0 } },
        { name: 'refused', state: 'ok', code: 'health/nothing-refused', data: { count: 0 } },
      ],
    },
  });
});

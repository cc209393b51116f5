import { afterEach, expect, test } from 'vitest';
import type { OutputOf } from '#contract/contract';
import type { SyncControl } from '#host/sync-control';
import type { Actor } from '#ports/store';
import { OFFICE, type TempOffice, tempOffice } from '../../core/testing/temp-office.ts';
import { syncHandlers } from './sync-handlers.ts';

const PERSON = '00000000-0000-8000-8000-0000000000f1';
const AREA = '00000000-0000-8000-8000-0000000000f2';
const report: OutputOf<'sync.now'> = {
  reached: true,
  sent: 1,
  fetched: 2,
  refused: 0,
  waiting: 0,
  errorCode: null,
  tookMs: 5,
};
const control: SyncControl = {
  status: () => {
    throw new Error('not asked here');
  },
  syncNow: async () => report,
  fetchDocument: async () => false,
};

let office: TempOffice;
afterEach(() => office.remove());

function register(actor: Actor): number {
  return office.store.write(
    (tx) =>
      tx.operations.record({
        type: 'registrant.create',
        payload: {
          ...{
            registrantId: PERSON,
            kind: 'individual',
            officeId: OFFICE.officeId,
            areaId: AREA,
            givenName: 'Abeba',
            name: 'Abeba Tesfaye',
          },
          ...{ birthDateExact: true, registeredOn: '2026-11-20' },
        },
        entity: PERSON,
        actor,
      }).opNo,
  );
}
const refuse = (opNo: number) =>
  office.store.sync.write((tx) =>
    tx.log.settle(opNo, {
      state: 'rejected',
      code: 'CONFLICT',
      data: { field: 'givenName' },
      caseId: null,
      at: '2026-11-20T10:00:00.000Z',
    }),
  );
const items = async (state: string, channel?: string) => {
  const reply = await office.call('sync.items', { state }, channel);
  return reply.ok ? (reply.value as OutputOf<'sync.items'>) : reply;
};
const settle = (opNo: number, choice: string, channel?: string) =>
  office.call('sync.settle', { requestId: office.requestId(), opNo, choice, reason: 'checked' }, channel);

test('what waits is listed with the person it is about, who made it and a code for the telephone', async () => {
  office = tempOffice({ handlers: syncHandlers(control) });
  const actor = office.signIn(['officer']);
  const opNo = register(actor);
  expect(await items('waiting')).toEqual({
    total: 1,
    items: [
      {
        ...{
          opNo,
          at: '2026-11-20T09:00:00.000Z',
          action: 'registrant.create',
          subject: 'Abeba Tesfaye',
          byName: 'Officer 1',
        },
        ...{
          mark: 'waiting',
          verdict: 'queued',
          code: null,
          data: {},
          href: `/people/${PERSON}`,
          supportCode: expect.stringMatching(/^[0-9A-F]{8}$/),
        },
      },
    ],
  });
});

test('somebody who may not read the registry sees that something waits, not about whom', async () => {
  office = tempOffice({ handlers: syncHandlers(control) });
  register(office.signIn(['officer']));
  office.signIn(['it'], 'b');
  expect(await items('waiting', 'b')).toMatchObject({
    items: [{ action: 'registrant.create', subject: '', href: null }],
  });
});

test('a refused operation is given up, or said again under today’s author; either way it stops asking', async () => {
  office = tempOffice({ handlers: syncHandlers(control) });
  const actor = office.signIn(['officer']);
  const opNo = register(actor);
  expect(await settle(opNo, 'withdraw')).toEqual({ ok: false, error: { code: 'sync/not-refused' } });
  expect(await settle(99, 'withdraw')).toEqual({ ok: false, error: { code: 'sync/no-such-item' } });
  refuse(opNo);
  expect(await items('refused')).toMatchObject({
    total: 1,
    items: [{ mark: 'refused', code: 'CONFLICT', data: { field: 'givenName' } }],
  });
  expect(await settle(opNo, 'retry')).toEqual({ ok: true, value: { state: 'waiting' } });
  expect(await items('refused')).toMatchObject({ total: 0 });
  const again = await items('waiting');
  expect(again).toMatchObject({ total: 1, items: [{ action: 'registrant.create', mark: 'waiting' }] });
  const next = 'items' in again ? (again.items[0]?.opNo ?? 0) : 0;
  refuse(next);
  expect(await settle(next, 'withdraw')).toEqual({ ok: true, value: { state: 'withdrawn' } });
  expect([await items('refused'), await items('waiting')]).toMatchObject([{ total: 0 }, { total: 0 }]);
});

test('who may not make an operation may not repeat it', async () => {
  office = tempOffice({ handlers: syncHandlers(control) });
  const opNo = register(office.signIn(['officer']));
  refuse(opNo);
  office.signIn(['voucher-clerk'], 'b');
  expect(await settle(opNo, 'retry', 'b')).toEqual({ ok: false, error: { code: 'host/not-allowed' } });
  expect(await items('refused')).toMatchObject({ total: 1 });
});

test('a round with the centre is reported once, and two at a time are one too many', async () => {
  let finish: (value: OutputOf<'sync.now'>) => void = () => undefined;
  const slow: SyncControl = { ...control, syncNow: () => new Promise((resolve) => (finish = resolve)) };
  office = tempOffice({ handlers: syncHandlers(slow) });
  office.signIn(['officer']);
  const first = office.call('sync.now', { requestId: office.requestId() });
  expect(await office.call('sync.now', { requestId: office.requestId() })).toEqual({
    ok: false,
    error: { code: 'host/busy' },
  });
  finish(report);
  expect(await first).toEqual({ ok: true, value: report });
});

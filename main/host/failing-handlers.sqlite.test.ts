import { afterEach, expect, test } from 'vitest';
import { ok } from '#domain/result';
import { type TempOffice, tempOffice } from '../core/testing/temp-office.ts';
import { type HandlerTable, handleCommand, handlePrepared } from './handlers.ts';

const DRAFT = '00000000-0000-8000-8000-0000000000d1';
let office: TempOffice;
afterEach(() => {
  office.remove();
});
const stored = (requestId: string) =>
  office.store.read((tx) => ({
    half: tx.office.settings.get('half'),
    audit: tx.office.audit.page({ limit: 9 }).length,
    reply: tx.office.idempotency.get(requestId),
  }));

test.each<[string, Partial<HandlerTable>]>([
  [
    'throws',
    {
      'drafts.discard': handleCommand('drafts.discard', {
        run: (tx) => {
          tx.office.settings.set('half', true);
          throw new Error('SELECT secret FROM abebe');
        },
      }),
    },
  ],
  [
    'answers outside its contract',
    {
      'drafts.discard': handleCommand('drafts.discard', {
        run: (tx) => {
          tx.office.settings.set('half', true);
          return ok(JSON.parse('{"discarded":"abebe"}'));
        },
      }),
    },
  ],
  [
    'throws while preparing',
    {
      'drafts.discard': handlePrepared('drafts.discard', {
        prepare: () => Promise.reject(new TypeError('abebe')),
        run: () => ok({ discarded: true }),
      }),
    },
  ],
  [
    'refuses with a code it never declared',
    {
      'drafts.discard': handleCommand('drafts.discard', {
        run: (tx) => {
          tx.office.settings.set('half', true);
          return JSON.parse('{"ok":false,"error":{"code":"abebe/undeclared","data":{"name":"abebe"}}}');
        },
      }),
    },
  ],
])('a handler that %s leaves nothing behind and says nothing but a reference', async (_name, handlers) => {
  office = tempOffice({ handlers });
  office.signIn(['officer']);
  const requestId = office.requestId();
  expect(await office.call('drafts.discard', { requestId, draftId: DRAFT })).toEqual({
    ok: false,
    error: { code: 'host/internal', ref: 'REF00001' },
  });
  expect(stored(requestId)).toEqual({ half: undefined, audit: 0, reply: undefined });
  expect(office.events).toEqual([]);
  const log = office.logLines.join('');
  expect(log).toContain('REF00001');
  expect(log.replace('abebe/undeclared', '')).not.toMatch(/abebe|SELECT/);
});

test('what fails after the commit is logged and changes nothing of the answer', async () => {
  office = tempOffice({
    handlers: {
      'drafts.discard': handleCommand('drafts.discard', {
        run: () => ok({ discarded: true }),
        after: () => Promise.reject(new Error('printer')),
      }),
    },
  });
  office.signIn(['officer']);
  expect(await office.call('drafts.discard', { requestId: office.requestId(), draftId: DRAFT })).toEqual({
    ok: true,
    value: { discarded: true },
  });
  expect(office.logLines.join('')).toContain('dispatch.after-failed');
});

import { afterEach, expect, test } from 'vitest';
import type { OutputOf } from '#contract/contract';
import { err, ok } from '#domain/result';
import { type TempOffice, tempOffice } from '../core/testing/temp-office.ts';
import { type HandlerTable, handleCommand, handlePrepared, handleQuery } from './handlers.ts';

const DRAFT = '00000000-0000-8000-8000-0000000000d1';
const CYCLE = '00000000-0000-8000-8000-0000000000d2';
let office: TempOffice;
afterEach(() => {
  office.remove();
});

const setting = (name: string): unknown => office.store.read((tx) => tx.office.settings.get(name));
const audit = () =>
  office.store.read((tx) =>
    tx.office.audit
      .page({ limit: 50 })
      .map(({ actorNo, action, object, purpose }) => ({ actorNo, action, object, purpose })),
  );

/** Counts how often it really ran, in the database itself. */
const counting: Partial<HandlerTable> = {
  'drafts.discard': handleCommand('drafts.discard', {
    run: (tx) => {
      const count = Number(tx.office.settings.get('count') ?? 0) + 1;
      tx.office.settings.set('count', count);
      return ok({ discarded: count === 1 });
    },
    auditObject: ({ draftId }) => draftId,
  }),
};

test('a replayed request gets the first answer and does nothing again', async () => {
  office = tempOffice({ handlers: counting });
  office.signIn(['officer']);
  const input = { requestId: office.requestId(), draftId: DRAFT };
  const first = { ok: true, value: { discarded: true } };
  expect(await office.call('drafts.discard', input)).toEqual(first);
  expect(await office.call('drafts.discard', { draftId: DRAFT, requestId: input.requestId })).toEqual(first);
  expect(setting('count')).toBe(1);
  expect(audit()).toEqual([{ actorNo: 1, action: 'drafts.discarded', object: DRAFT, purpose: null }]);
  expect(await office.call('drafts.discard', { ...input, requestId: office.requestId() })).toEqual({
    ok: true,
    value: { discarded: false },
  });
});

test('two copies of a request that run at the same time are one', async () => {
  let waiting = 0;
  let letGo: () => void = () => undefined;
  const both = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const handlers: Partial<HandlerTable> = {
    'drafts.discard': handlePrepared('drafts.discard', {
      prepare: async () => {
        waiting += 1;
        if (waiting === 2) letGo();
        await both;
        return ok(undefined);
      },
      run: (tx) => {
        tx.office.settings.set('count', Number(tx.office.settings.get('count') ?? 0) + 1);
        return ok({ discarded: true });
      },
    }),
  };
  office = tempOffice({ handlers });
  office.signIn(['officer']);
  const input = { requestId: office.requestId(), draftId: DRAFT };
  const answers = await Promise.all([
    office.call('drafts.discard', input),
    office.call('drafts.discard', input),
  ]);
  expect([answers, setting('count'), audit().length]).toEqual([
    [
      { ok: true, value: { discarded: true } },
      { ok: true, value: { discarded: true } },
    ],
    1,
    1,
  ]);
});

test('a request id that was used is refused for another input, method or person', async () => {
  office = tempOffice({
    handlers: {
      ...counting,
      'session.lock': handleCommand('session.lock', { run: () => ok({ locked: true }) }),
    },
  });
  office.signIn(['officer']);
  office.signIn(['officer'], 'b');
  const input = { requestId: office.requestId(), draftId: DRAFT };
  await office.call('drafts.discard', input);
  const used = {
    ok: false,
    error: { code: 'host/invalid-input', data: { issues: [{ path: 'requestId', fault: 'used' }] } },
  };
  expect(await office.call('drafts.discard', { ...input, draftId: CYCLE })).toEqual(used);
  expect(await office.call('session.lock', { requestId: input.requestId })).toEqual(used);
  expect(await office.call('drafts.discard', input, 'b')).toEqual(used);
  expect(setting('count')).toBe(1);
});

type Decision = OutputOf<'cycles.decide'>;
const decide = (requestId: string, pin: string, decision = 'approve') => ({
  requestId,
  cycleId: CYCLE,
  decision,
  reason: '',
  pin,
  seen: { manifestSha256: '', entitlementCount: 0, totalMinor: 0 },
});
/** Writes first and decides then, as no real handler should: what it wrote must not stay. */
const deciding: Partial<HandlerTable> = {
  'cycles.decide': handlePrepared('cycles.decide', {
    prepare: async ({ pin }, ctx) => ctx.checkPin(pin),
    run: (tx, { decision }, ctx) => {
      tx.office.settings.set('half', true);
      ctx.emit('data.changed', { features: ['half'] });
      if (decision === 'reject') return err({ code: 'approval/same-person' });
      return ok({ sliceState: 'approved', stage: 1, stages: 2 });
    },
    auditObject: ({ cycleId }) => cycleId,
    onRefused: (tx, refused) => tx.office.settings.set('refused', refused.code),
  }),
};

test('a refused money command leaves no change and no event, but its audit row and its count', async () => {
  office = tempOffice({ handlers: deciding });
  office.signIn(['supervisor']);
  const requestId = office.requestId();
  expect(await office.call('cycles.decide', decide(requestId, '1234', 'reject'))).toEqual({
    ok: false,
    error: { code: 'approval/same-person' },
  });
  expect([setting('half'), setting('refused'), office.events]).toEqual([
    undefined,
    'approval/same-person',
    [],
  ]);
  expect(audit()).toEqual([
    { actorNo: 1, action: 'cycles.decide.refused', object: CYCLE, purpose: 'approval/same-person' },
  ]);
  const done: Decision = { sliceState: 'approved', stage: 1, stages: 2 };
  // A refusal is not stored: the same request, put right, is judged anew.
  expect(await office.call('cycles.decide', decide(requestId, '1234'))).toEqual({ ok: true, value: done });
  expect(office.events.map((event) => event.event)).toEqual([
    { features: ['half'] },
    { features: ['cycles'] },
  ]);
});

test('a refusal while preparing is audited too, and a refused draft is not', async () => {
  office = tempOffice({
    handlers: {
      ...deciding,
      'drafts.discard': handleCommand('drafts.discard', { run: () => err({ code: 'host/not-allowed' }) }),
    },
  });
  office.signIn(['supervisor']);
  office.signIn(['officer'], 'b');
  expect(await office.call('cycles.decide', decide(office.requestId(), '9999'))).toEqual({
    ok: false,
    error: { code: 'identity/wrong-pin', data: { delayMs: 0 } },
  });
  await office.call('drafts.discard', { requestId: office.requestId(), draftId: DRAFT }, 'b');
  expect(audit().map((line) => line.action)).toEqual(['cycles.decide.refused']);
});

test('nothing stored for a request tells its PIN, and a replay with another PIN is still that request', async () => {
  office = tempOffice({ handlers: deciding });
  office.signIn(['supervisor']);
  const input = decide(office.requestId(), '1234');
  const first = await office.call('cycles.decide', input);
  const other = { ...input, requestId: office.requestId() };
  await office.call('cycles.decide', other);
  expect(await office.call('cycles.decide', { ...input, pin: '99999999' })).toEqual(first);
  const [one, two] = office.store.read((tx) => [
    tx.office.idempotency.get(input.requestId),
    tx.office.idempotency.get(other.requestId),
  ]);
  expect(JSON.stringify([one, two])).not.toContain('1234"');
  expect(one?.reply).not.toEqual(two?.reply);
});

test('fields that the contract does not name never leave', async () => {
  const leaking = {
    drafts: [{ draftId: DRAFT, kind: 'household', title: 'T', savedAt: '2026', body: 'abebe' }],
    phone: 'abebe',
  };
  office = tempOffice({
    handlers: { 'drafts.list': handleQuery('drafts.list', { run: () => ok(leaking) }) },
  });
  office.signIn(['officer']);
  expect(JSON.stringify(await office.call('drafts.list', {}))).not.toContain('abebe');
});

test('a refused scan is counted although queries do not write', async () => {
  const at = '2026-11-20T09:00:00.000Z';
  office = tempOffice({
    handlers: {
      'vouchers.inspect': handleQuery('vouchers.inspect', {
        run: () => err({ code: 'voucher/expired' }),
        onRefused: (tx, { code }, _input, { actor }) =>
          tx.office.scanRefusals.add({ at, code, voucherId: null, shortCode: null, userNo: actor.userNo }),
      }),
    },
  });
  office.signIn(['voucher-clerk']);
  expect(await office.call('vouchers.inspect', { code: 'G2P1X' })).toEqual({
    ok: false,
    error: { code: 'voucher/expired' },
  });
  expect(office.store.read((tx) => tx.office.scanRefusals.count({ from: '2026', until: '2027' }))).toBe(1);
});

test('a handler that returns a promise does not compile', () => {
  office = tempOffice();
  // @ts-expect-error run is synchronous, or a crash could fall between its writes
  handleCommand('drafts.discard', { run: async () => ok({ discarded: true }) });
  // @ts-expect-error a query reads one snapshot, which no await may outlive
  handleQuery('drafts.list', { run: async () => ok({ drafts: [] }) });
  // @ts-expect-error the refusal is not among the method's errors
  handleCommand('drafts.discard', { run: () => err({ code: 'voucher/expired' }) });
});

import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleId } from '../testing/sample-rows.ts';
import { tempReplica } from '../testing/temp-replica.ts';
import { createDrafts } from './drafts.ts';
import { createIdempotency } from './idempotency.ts';
import { createNumbers } from './numbers.ts';
import { createScanRefusals } from './scan-refusals.ts';
import { createSettings } from './settings.ts';

const temp = tempReplica();
const { client } = temp.replica;
const parts = temp.replica.read((database) => ({
  drafts: createDrafts(database),
  idempotency: createIdempotency(database),
  numbers: createNumbers(database),
  refusals: createScanRefusals(database),
  settings: createSettings(database),
}));
const at = (second: number) => `2026-11-20T09:00:${String(second).padStart(2, '0')}.000Z`;
afterAll(temp.remove);
beforeEach(() => {
  client.exec('BEGIN');
});
afterEach(() => {
  client.exec('ROLLBACK');
});

describe('number ranges', () => {
  const { numbers } = parts;
  const range = { series: 'registration' as const, prefix: 'DD04', firstNo: 5, lastNo: 6 };

  it('give each number once, from the lowest range first, and refuse when all are used up', () => {
    numbers.grant({ ...range, firstNo: 100, lastNo: 100, prefix: 'DD05' });
    numbers.grant(range);
    const left = numbers.left('registration');
    const taken = [1, 2, 3, 4].map(() => numbers.take('registration'));
    expect([left, taken, numbers.left('registration')]).toEqual([
      3,
      [
        { ok: true, value: { prefix: 'DD04', number: 5 } },
        { ok: true, value: { prefix: 'DD04', number: 6 } },
        { ok: true, value: { prefix: 'DD05', number: 100 } },
        { ok: false, error: { code: 'numbers/exhausted', series: 'registration' } },
      ],
      0,
    ]);
    expect(numbers.take('claim')).toEqual({
      ok: false,
      error: { code: 'numbers/exhausted', series: 'claim' },
    });
  });

  it('are granted once: a repeated grant gives no number again, an overlapping one throws', () => {
    numbers.grant(range);
    numbers.take('registration');
    numbers.grant(range);
    numbers.grant({ ...range, series: 'receipt' });
    expect(numbers.list().map(({ series, nextNo }) => [series, nextNo])).toEqual([
      ['receipt', 5],
      ['registration', 6],
    ]);
    expect(() => numbers.grant({ ...range, firstNo: 6, lastNo: 9 })).toThrow('overlaps another');
    expect(() => numbers.grant({ ...range, prefix: 'DD09' })).toThrow('overlaps another');
  });
});

describe('drafts', () => {
  const { drafts } = parts;
  const draft = {
    ...{ draftId: sampleId(1), userId: sampleId(11), kind: 'household', title: 'Almaz' },
    ...{ body: { members: [{ givenName: 'ፋጡማ' }] }, savedAt: at(1) },
  };

  it('belong to one user: nobody else lists, reads, overwrites or discards them', () => {
    const stranger = sampleId(12);
    expect([drafts.save(draft), drafts.save({ ...draft, title: 'Almaz T.', savedAt: at(2) })]).toEqual([
      true,
      true,
    ]);
    expect([
      drafts.save({ ...draft, userId: stranger }),
      drafts.get(stranger, draft.draftId),
      drafts.list(stranger),
      drafts.discard(stranger, draft.draftId),
    ]).toEqual([false, undefined, [], false]);
    expect(drafts.get(draft.userId, draft.draftId)).toEqual({ ...draft, title: 'Almaz T.', savedAt: at(2) });
    const { body: _, ...heading } = draft;
    expect(drafts.list(draft.userId)).toEqual([{ ...heading, title: 'Almaz T.', savedAt: at(2) }]);
    expect([drafts.discard(draft.userId, draft.draftId), drafts.list(draft.userId)]).toEqual([true, []]);
  });
});

describe('settings, replies and refused scans', () => {
  it('keep JSON values by name', () => {
    const { settings } = parts;
    settings.set('language', 'fr');
    settings.set('language', 'ar');
    settings.set('clock', { offsetMs: -3 });
    const before = [settings.get('language'), settings.get('clock'), settings.get('nothing')];
    settings.remove('clock');
    expect([...before, settings.get('clock')]).toEqual(['ar', { offsetMs: -3 }, undefined, undefined]);
  });

  it('store one reply per request and forget old ones', () => {
    const { idempotency } = parts;
    const reply = {
      requestId: sampleId(1),
      userId: sampleId(2),
      method: 'vouchers.redeem',
      reply: { ok: true },
      at: at(5),
    };
    idempotency.put(reply);
    expect(idempotency.get(sampleId(1))).toEqual(reply);
    expect(() => idempotency.put(reply)).toThrow('UNIQUE');
    expect([idempotency.prune(at(5)), idempotency.prune(at(6)), idempotency.get(sampleId(1))]).toEqual([
      0,
      1,
      undefined,
    ]);
  });

  it('list the refusals of a day, newest first', () => {
    const { refusals } = parts;
    const refusal = { code: 'voucher/expired', voucherId: sampleId(1), shortCode: null, userNo: 5 };
    for (const second of [1, 2, 3]) refusals.add({ ...refusal, at: at(second) });
    const span = { from: at(1), until: at(3) };
    expect([refusals.list({ ...span, limit: 1 }), refusals.count(span)]).toEqual([
      [{ ...refusal, at: at(2) }],
      2,
    ]);
  });
});

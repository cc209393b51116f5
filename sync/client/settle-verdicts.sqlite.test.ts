import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '#db/sqlite/store';
import { type TempReplica, tempReplica } from '#db/sqlite/testing/temp-replica';
import type { PayloadOf } from '../protocol/op-fields.ts';
import { sampleRegistrant } from '../protocol/testing/sample-rows.ts';
import type { VerdictBody } from '../protocol/wire.ts';
import { createRecorder, openDeviceChain } from './record-operation.ts';
import { settleVerdicts } from './settle-verdicts.ts';
import { deskActor, deskDevice, deskId, deskTime } from './testing/desk.ts';

const AT = '2026-11-20T09:05:00.000Z';
const confirmed = sampleRegistrant({ registrantId: deskId(2), officeId: deskId(3), phone: '1' });
let temp: TempReplica;
let store: ReturnType<typeof createStore>;

beforeEach(() => {
  temp = tempReplica();
  const recorder = createRecorder({
    ...deskDevice,
    clock: deskTime().clock,
    office: { officeId: deskId(3) },
  });
  const queries = { registry: () => ({}) as never, payments: () => ({}) as never };
  store = createStore({ handle: temp.replica, deviceNo: 9, recorder, queries });
  store.sync.write((tx) => {
    openDeviceChain(tx.log, deskDevice);
    tx.rows.upsert('registrant', confirmed, 40);
  });
});
afterEach(() => temp.remove());

function create(id: number): void {
  const payload: PayloadOf<'registrant.create'> = {
    registrantId: deskId(id),
    kind: 'individual',
    officeId: deskId(3),
    areaId: deskId(4),
    givenName: 'Almaz',
    birthDateExact: false,
    registeredOn: '2026-11-20',
    name: 'Almaz',
  };
  store.write((tx) =>
    tx.operations.record({ type: 'registrant.create', payload, entity: deskId(id), actor: deskActor }),
  );
}
function setPhone(id: number, phone: string): void {
  const payload = { registrantId: deskId(id), phone, reason: 'told us' };
  store.write((tx) =>
    tx.operations.record({ type: 'registrant.update', payload, entity: deskId(id), actor: deskActor }),
  );
}
function verdict(seq: number, name: VerdictBody['verdict'], change: Partial<VerdictBody> = {}): VerdictBody {
  return { seq, verdict: name, code: null, data: {}, caseId: null, ...change };
}
function settle(...verdicts: readonly VerdictBody[]) {
  return store.sync.write((tx) =>
    settleVerdicts(
      tx,
      verdicts.map((entry) => ({ verdict: entry, operation: tx.log.findBySeq(1, entry.seq) })),
      AT,
    ),
  );
}
function phoneOf(id: number): string | null | undefined {
  return store.read((tx) => tx.rows.get('registrant', deskId(id))?.phone);
}
function shadows(): number {
  return store.sync.read((tx) => tx.shadow.count());
}

describe('a verdict', () => {
  it.each([
    ['ACCEPTED', {}, 'accepted'],
    ['MERGED', { data: { overwritten: 'phone' } }, 'merged'],
    ['HELD', { code: 'DEP_MISSING' }, 'held'],
    ['REJECTED', { code: 'CONFLICT', data: { field: 'phone' } }, 'rejected'],
    ['EXCEPTION', { code: 'VOUCHER_SPENT', caseId: deskId(70) }, 'exception'],
    ['DUPLICATE', {}, 'accepted'],
    ['DUPLICATE', { data: { first: 'ACCEPTED' } }, 'accepted'],
    ['DUPLICATE', { code: 'CONFLICT', data: { first: 'REJECTED' } }, 'rejected'],
    ['DUPLICATE', { code: 'VOUCHER_SPENT', data: { first: 'EXCEPTION' } }, 'exception'],
    ['DUPLICATE', { code: 'CONFLICT' }, 'rejected'],
    ['DUPLICATE', { code: 'VOUCHER_SPENT', caseId: deskId(70) }, 'exception'],
  ] as const)('%s %j settles the operation as %s', (name, change, state) => {
    setPhone(2, '2');
    settle(verdict(1, name, change));
    const operation = store.sync.read((tx) => tx.log.findBySeq(1, 1));
    const { code = null, data = {}, caseId = null }: Partial<VerdictBody> = change;
    expect(operation).toMatchObject({ state, verdictCode: code, verdictData: data, caseId });
  });

  it('counts once, however often its reply comes', () => {
    setPhone(2, '2');
    const nothing = { operations: [], accepted: 0, refused: 0, exceptions: 0, held: 0, tables: [] };
    expect(settle(verdict(1, 'ACCEPTED'))).toEqual({ ...nothing, operations: [1], accepted: 1 });
    expect(settle(verdict(1, 'REJECTED', { code: 'CONFLICT' }))).toEqual(nothing);
    expect(phoneOf(2)).toBe('2');
  });
});

describe('rows after a verdict', () => {
  it('stay as the officer made them when accepted, until the image is pulled', () => {
    setPhone(2, '2');
    settle(verdict(1, 'ACCEPTED'));
    expect([phoneOf(2), shadows()]).toEqual(['2', 0]);
  });

  it('go back to the confirmed image when refused', () => {
    setPhone(2, '2');
    expect(settle(verdict(1, 'REJECTED', { code: 'CONFLICT' })).tables).toEqual(['registrant']);
    expect(
      store.read((tx) => [tx.rows.get('registrant', deskId(2)), tx.rows.seqOf('registrant', deskId(2))]),
    ).toEqual([confirmed, 40]);
    expect(shadows()).toBe(0);
  });

  it('vanish when their making was refused', () => {
    create(5);
    settle(verdict(1, 'REJECTED', { code: 'BAD_FORM' }));
    expect(store.read((tx) => tx.rows.get('registrant', deskId(5)))).toBeUndefined();
  });

  it('wait for the last operation on them', () => {
    setPhone(2, '2');
    setPhone(2, '3');
    settle(verdict(1, 'REJECTED', { code: 'CONFLICT' }));
    expect([phoneOf(2), shadows()]).toEqual(['3', 1]);
    settle(verdict(2, 'REJECTED', { code: 'CONFLICT' }));
    expect([phoneOf(2), shadows()]).toEqual(['1', 0]);
  });

  it('keep what the officer did when a pull brought an image meanwhile, which may be from before', () => {
    setPhone(2, '2');
    store.sync.write((tx) =>
      tx.shadow.put('registrant', deskId(2), { seq: 44, row: { ...confirmed, phone: '9' } }),
    );
    settle(verdict(1, 'MERGED'));
    expect([phoneOf(2), shadows()]).toEqual(['2', 1]);
    expect(store.read((tx) => tx.rows.seqOf('registrant', deskId(2)))).toBe(40);
  });

  it('go when the centre said meanwhile that they are gone', () => {
    setPhone(2, '2');
    store.sync.write((tx) => tx.shadow.put('registrant', deskId(2), { seq: 44, row: null }));
    settle(verdict(1, 'REJECTED', { code: 'GONE' }));
    expect(store.read((tx) => tx.rows.get('registrant', deskId(2)))).toBeUndefined();
  });

  it.each([
    [
      'in one reply',
      (): void => void settle(verdict(1, 'ACCEPTED'), verdict(2, 'REJECTED', { code: 'CONFLICT' })),
    ],
    [
      'in two replies',
      (): void => {
        settle(verdict(1, 'ACCEPTED'));
        settle(verdict(2, 'REJECTED', { code: 'CONFLICT' }));
      },
    ],
  ])('made here and accepted do not vanish because a later change was refused, %s', (_, act) => {
    create(5);
    setPhone(5, '2');
    act();
    expect(store.read((tx) => tx.rows.get('registrant', deskId(5))?.name)).toBe('Almaz');
    expect(shadows()).toBe(0);
  });

  it('stay when a fact became a case: the goods have left the shelf', () => {
    create(5);
    settle(verdict(1, 'EXCEPTION', { code: 'VOUCHER_SPENT', caseId: deskId(70) }));
    expect(store.read((tx) => tx.rows.get('registrant', deskId(5))?.name)).toBe('Almaz');
  });

  it('still count as waiting while held', () => {
    setPhone(2, '2');
    settle(verdict(1, 'HELD', { code: 'DEP_MISSING' }));
    expect([phoneOf(2), shadows(), store.sync.read((tx) => tx.log.counts().waiting)]).toEqual(['2', 1, 1]);
  });
});

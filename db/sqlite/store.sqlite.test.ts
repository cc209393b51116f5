import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentReads } from '#ports/payment-queries';
import type { RegistryReads, RegistryWrites } from '#ports/registry-queries';
import type { Store } from '#ports/store';
import type { RecorderFactory, SyncStore } from '#ports/sync-store';
import { createStore } from './store.ts';
import { sampleId, sampleRegistrant } from './testing/sample-rows.ts';
import { type TempReplica, tempReplica } from './testing/temp-replica.ts';

const GENESIS = '00'.repeat(32);
const AT = '2026-11-20T09:00:00.000Z';
const actor = {
  ...{ userId: sampleId(1), userNo: 4, personId: sampleId(2), displayName: 'Officer', roles: [] },
  sign: (message: Uint8Array) => message,
};
let temp: TempReplica;
let store: Store & { readonly sync: SyncStore };

/** Appends an operation with made-up bytes and writes the registrant: what the real recorder does, without codecs. */
const recorder: RecorderFactory = (tx) => ({
  record: ({ type, entity, actor: { userNo } }) => {
    const head = tx.log.chainHead(1);
    if (head === undefined) throw new Error('no chain');
    const hash = String(head.nextSeq).padStart(64, '0');
    tx.shadow.save('registrant', entity);
    tx.rows.upsert('registrant', { ...sampleRegistrant, registrantId: entity });
    const opNo = tx.log.append({
      ...{ incarnation: 1, seq: head.nextSeq, hlc: head.lastHlc + 1n, type, entity, scope: 'office:1' },
      ...{
        actorNo: userNo,
        cbor: Uint8Array.of(1),
        hash,
        madeAt: AT,
        rows: [{ table: 'registrant', key: entity }],
      },
    });
    return { opNo, opHash: hash };
  },
});

function open(replica: TempReplica['replica']): Store & { readonly sync: SyncStore } {
  // The query objects of the features have their own tests; nothing here asks them.
  const queries = {
    registry: () => ({}) as RegistryReads & RegistryWrites,
    payments: () => ({}) as PaymentReads,
  };
  return createStore({ handle: replica, deviceNo: 3, recorder, queries });
}

function register(to: Store, n: number): void {
  to.write((tx) => {
    const payload = { membershipId: sampleId(n), endDate: '2026-11-20', reason: 'moved' };
    tx.operations.record({ type: 'membership.end', payload, entity: sampleId(n), actor });
    tx.office.audit.append({
      at: AT,
      actorNo: 4,
      action: 'registry.registered',
      object: sampleId(n),
      purpose: null,
    });
  });
}

function state(of: Store & { readonly sync: SyncStore }) {
  return of.sync.read((tx) => ({
    people: tx.rows.all('registrant').map(({ registrantId }) => registrantId),
    nextSeq: tx.log.chainHead(1)?.nextSeq,
    waiting: tx.office.operations.counts().waiting,
    shadows: tx.shadow.count(),
    audit: tx.office.audit.head().seq,
    auditOk: tx.office.audit.verify().ok,
  }));
}

beforeEach(() => {
  temp = tempReplica();
  store = open(temp.replica);
  store.sync.write((tx) => tx.log.openChain(1, GENESIS));
});
afterEach(() => temp.remove());

describe('the store', () => {
  it('commits rows, operation, shadow and audit row together', () => {
    register(store, 1);
    register(store, 2);
    expect(state(store)).toEqual({
      ...{ people: [sampleId(1), sampleId(2)], nextSeq: 3, waiting: 2, shadows: 2, audit: 2, auditOk: true },
    });
  });

  it('leaves nothing behind when the work throws at its end', () => {
    register(store, 1);
    const before = state(store);
    expect(() =>
      store.write((tx) => {
        tx.operations.record({
          type: 'membership.end',
          payload: { membershipId: sampleId(2), endDate: '2026-11-20', reason: '' },
          entity: sampleId(2),
          actor,
        });
        tx.office.settings.set('x', 1);
        throw new Error('refused');
      }),
    ).toThrow('refused');
    expect([state(store), store.read((tx) => tx.office.settings.get('x'))]).toEqual([before, undefined]);
  });

  it('refuses a write inside another transaction and allows a read there', () => {
    const work = () => store.write(() => 1);
    expect(() => store.write(work)).toThrow('a write was begun inside another transaction');
    expect(() => store.read(work)).toThrow('a write was begun inside another transaction');
    expect(() => store.sync.write(work)).toThrow('a write was begun inside another transaction');
    const seen = store.write((tx) => {
      tx.office.settings.set('language', 'fr');
      return store.read((inner) => inner.office.settings.get('language'));
    });
    expect([seen, work()]).toEqual(['fr', 1]);
  });

  it('refuses work that would go on after the transaction', () => {
    expect(() => store.write(async () => 1)).toThrow('promise');
    expect(temp.replica.client.inTransaction).toBe(false);
  });

  it('shares chain, audit trail and counters with another process on the same file', () => {
    const other = open(temp.openAgain());
    for (let n = 1; n <= 6; n += 1) register(n % 2 === 0 ? other : store, n);
    expect([state(store), state(other)]).toEqual([state(other), state(store)]);
    expect(state(store)).toMatchObject({ nextSeq: 7, waiting: 6, audit: 6, auditOk: true });
  });

  it('reads one moment: a commit of another process during a read is not seen in it', () => {
    const other = open(temp.openAgain());
    const seen = store.read((tx) => {
      const before = tx.rows.all('registrant').length;
      register(other, 1);
      return [before, tx.rows.all('registrant').length];
    });
    expect([seen, state(store).people.length]).toEqual([[0, 0], 1]);
  });

  it('reads over a read-only connection, as workers have it, and cannot write there', () => {
    register(store, 1);
    const reader = open(temp.openAgain('read-only'));
    expect(state(reader)).toEqual(state(store));
    expect(() => register(reader, 2)).toThrow('this connection only reads');
  });
});

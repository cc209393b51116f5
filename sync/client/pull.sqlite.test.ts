import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '#db/sqlite/store';
import { type TempReplica, tempReplica } from '#db/sqlite/testing/temp-replica';
import { sampleRegistrant } from '../protocol/testing/sample-rows.ts';
import type { ChangeBody, PullReplyBody } from '../protocol/wire.ts';
import { createPuller } from './pull.ts';
import { createRecorder, openDeviceChain } from './record-operation.ts';
import { settleVerdicts } from './settle-verdicts.ts';
import { deskActor, deskDevice, deskId, deskTime } from './testing/desk.ts';
import { type Canned, inOrder, type SeenCall, scriptedRequest } from './testing/scripted-request.ts';

const OFFICE = `office:${deskId(3)}`;
const PROGRAM = `program:${deskId(14)}`;
const person = (id: number, phone: string) =>
  sampleRegistrant({ registrantId: deskId(id), officeId: deskId(3), phone });
const cycle = {
  cycleId: deskId(16),
  programId: deskId(14),
  cycleNo: 202611,
  name: 'November',
  periodStart: '2026-11-01',
  periodEnd: '2026-11-30',
  state: 'approved',
};
let temp: TempReplica;
let store: ReturnType<typeof createStore>;
const time = deskTime();

beforeEach(() => {
  temp = tempReplica();
  const recorder = createRecorder({ ...deskDevice, clock: time.clock, office: { officeId: deskId(3) } });
  const queries = { registry: () => ({}) as never, payments: () => ({}) as never };
  store = createStore({ handle: temp.replica, deviceNo: 9, recorder, queries });
  store.sync.write((tx) => openDeviceChain(tx.log, deskDevice));
});
afterEach(() => temp.remove());

function change(seq: number, id: number, row: unknown): ChangeBody {
  return { scope: OFFICE, seq, table: 'registrant', key: deskId(id), row: row as ChangeBody['row'] };
}
function page(changes: readonly ChangeBody[], seq: number, more = false): PullReplyBody {
  return { changes: [...changes], cursors: { [OFFICE]: seq }, heads: { [OFFICE]: seq }, lost: [], more };
}
function puller(answer: (call: SeenCall, nth: number) => Canned) {
  const scripted = scriptedRequest(answer);
  return {
    ...scripted,
    ...createPuller({ request: scripted.request, store: store.sync, clock: time.clock }),
  };
}
function pull(reply: PullReplyBody) {
  return puller(inOrder({ json: reply })).step();
}
const phones = () =>
  store.read((tx) => tx.rows.all('registrant').map((row) => [row.registrantId, row.phone]));
const cursor = () => store.sync.read((tx) => tx.cursors.get(OFFICE));

describe('a page', () => {
  it('brings rows and cursor together, the last image of a row winning', async () => {
    const step = await pull(
      page([change(1, 2, person(2, '1')), change(2, 7, person(7, '1')), change(3, 2, person(2, '2'))], 3),
    );
    expect(step).toEqual({ ok: true, value: { more: false, fetched: 3, tables: ['registrant'] } });
    expect([phones(), cursor()]).toEqual([
      [
        [deskId(2), '2'],
        [deskId(7), '1'],
      ],
      3,
    ]);
    expect(store.read((tx) => tx.rows.seqOf('registrant', deskId(2)))).toBe(3);
  });

  it('is asked for from the cursors and takes rows away that are gone', async () => {
    const asking = puller(
      inOrder({ json: page([change(1, 2, person(2, '1'))], 1) }, { json: page([change(2, 2, null)], 2) }),
    );
    await asking.step();
    await asking.step();
    expect(asking.calls.map((call) => call.body)).toEqual([
      { kind: 'json', value: { cursors: {}, limit: 1000 } },
      { kind: 'json', value: { cursors: { [OFFICE]: 1 }, limit: 1000 } },
    ]);
    expect([phones(), cursor()]).toEqual([[], 2]);
  });

  it('puts the image of a row with waiting operations into its shadow', async () => {
    await pull(page([change(1, 2, person(2, '1'))], 1));
    const payload = { registrantId: deskId(2), phone: 'mine', reason: 'told us' };
    store.write((tx) =>
      tx.operations.record({ type: 'registrant.update', payload, entity: deskId(2), actor: deskActor }),
    );
    await pull(page([change(2, 2, person(2, 'theirs'))], 2));
    expect([phones(), cursor()]).toEqual([[[deskId(2), 'mine']], 2]);
    expect(store.sync.read((tx) => tx.shadow.get('registrant', deskId(2)))).toEqual({
      seq: 2,
      row: person(2, 'theirs'),
    });
  });

  it('drops columns that a newer centre added', async () => {
    await pull(page([change(1, 2, { ...person(2, '1'), bloodGroup: 'A' })], 1));
    expect(store.read((tx) => tx.rows.get('registrant', deskId(2)))).toEqual(person(2, '1'));
  });

  it('counts for nothing when another process pulled meanwhile', async () => {
    const overtaken = puller(() => {
      store.sync.write((tx) => tx.cursors.advance(OFFICE, 5));
      return { json: page([change(1, 2, person(2, '1'))], 1) };
    });
    expect(await overtaken.step()).toEqual({ ok: true, value: { more: true, fetched: 0, tables: [] } });
    expect([phones(), cursor()]).toEqual([[], 5]);
  });
});

describe('an image from before an operation that was accepted meanwhile', () => {
  const change2 = (phone: string): void => {
    const payload = { registrantId: deskId(2), phone, reason: 'told us' };
    store.write((tx) =>
      tx.operations.record({ type: 'registrant.update', payload, entity: deskId(2), actor: deskActor }),
    );
  };
  const accept = (seq: number): void =>
    void store.sync.write((tx) => {
      const verdict = { seq, verdict: 'ACCEPTED', code: null, data: {}, caseId: null } as const;
      settleVerdicts(tx, [{ verdict, operation: tx.log.findBySeq(1, seq) }], '2026-11-20T09:05:00.000Z');
    });
  const standing = () => ({
    phone: phones()[0]?.[1],
    seq: store.read((tx) => tx.rows.seqOf('registrant', deskId(2))),
    shadows: store.sync.read((tx) => tx.shadow.count()),
  });
  beforeEach(async () => {
    await pull(page([change(1, 2, person(2, '1'))], 1));
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'and that was on its way when the verdict came, is not shown',
      async () => {
        change2('mine');
        await puller(() => {
          accept(1);
          return { json: page([change(2, 2, person(2, 'before'))], 2) };
        }).step();
      },
    ],
    [
      'and that came while it was waiting, is not shown',
      async () => {
        change2('mine');
        await pull(page([change(2, 2, person(2, 'before'))], 2));
        accept(1);
      },
    ],
    [
      'that was made after the page was asked for, is not shown',
      async () => {
        await puller(() => {
          change2('mine');
          accept(1);
          return { json: page([change(2, 2, person(2, 'before'))], 2) };
        }).step();
      },
    ],
  ])('%s', async (_, act) => {
    await act();
    expect(standing()).toEqual({ phone: 'mine', seq: 1, shadows: 1 });
    await pull(page([change(3, 2, person(2, 'mine'))], 3));
    expect(standing()).toEqual({ phone: 'mine', seq: 3, shadows: 0 });
  });

  it('is taken when a whole pull begun after the verdict brings nothing newer', async () => {
    change2('mine');
    await pull(page([change(2, 2, person(2, 'merged'))], 2));
    accept(1);
    await pull(page([], 2, false));
    expect(standing()).toEqual({ phone: 'merged', seq: 2, shadows: 0 });
  });

  it('waits through the pages of one pull', async () => {
    change2('mine');
    await pull(page([change(2, 2, person(2, 'before'))], 2));
    accept(1);
    await pull(page([change(3, 7, person(7, '1'))], 3, true));
    expect(standing()).toEqual({ phone: 'mine', seq: 1, shadows: 1 });
    await pull(page([change(4, 2, person(2, 'mine'))], 4));
    expect(standing()).toEqual({ phone: 'mine', seq: 4, shadows: 0 });
  });
});

describe('a page that is not what it says changes nothing', () => {
  const good = page([change(4, 2, person(2, '1'))], 4);
  it.each<[string, PullReplyBody, string]>([
    [
      'a row against its schema',
      page([change(4, 2, { ...person(2, '1'), kind: 'robot' })], 4),
      'row-of-registrant',
    ],
    ['a change before the cursor', page([change(3, 2, person(2, '1'))], 4), 'sequence'],
    ['a change beyond the new cursor', page([change(5, 2, person(2, '1'))], 4), 'sequence'],
    ['a cursor going back', { ...good, changes: [], cursors: { [OFFICE]: 2 } }, 'cursor'],
    ['a scope forgotten', { ...good, changes: [], cursors: {} }, 'cursor'],
    [
      'more without getting further',
      { ...good, changes: [], cursors: { [OFFICE]: 3 }, more: true },
      'endless',
    ],
  ])('%s', async (_, reply, reason) => {
    store.sync.write((tx) => tx.cursors.advance(OFFICE, 3));
    expect(await pull(reply)).toEqual({ ok: false, error: { code: 'sync/rubbish', reason } });
    expect([phones(), cursor()]).toEqual([[], 3]);
  });
});

describe('a lost scope', () => {
  const lost: PullReplyBody = {
    changes: [],
    cursors: { [PROGRAM]: 8 },
    heads: { [PROGRAM]: 8 },
    lost: [OFFICE],
    more: false,
  };
  beforeEach(async () => {
    const program: ChangeBody = { scope: PROGRAM, seq: 8, table: 'cycle', key: deskId(16), row: cycle };
    const reply = page([change(1, 2, person(2, '1')), program], 1);
    await pull({ ...reply, cursors: { [OFFICE]: 1, [PROGRAM]: 8 } });
  });

  it('is purged, and nothing of another scope', async () => {
    expect(await pull(lost)).toEqual({
      ok: true,
      value: { more: false, fetched: 0, tables: ['registrant'] },
    });
    expect(phones()).toEqual([]);
    expect(store.sync.read((tx) => [tx.rows.all('cycle').length, tx.cursors.all()])).toEqual([
      1,
      { [PROGRAM]: 8 },
    ]);
    await pull({ ...lost, cursors: {}, lost: [PROGRAM] });
    expect(store.sync.read((tx) => [tx.rows.all('cycle').length, tx.cursors.all()])).toEqual([0, {}]);
  });

  it('waits for its outbox', async () => {
    const payload = { registrantId: deskId(2), phone: '2', reason: 'told us' };
    store.write((tx) =>
      tx.operations.record({ type: 'registrant.update', payload, entity: deskId(2), actor: deskActor }),
    );
    await pull(lost);
    expect([phones(), cursor()]).toEqual([[[deskId(2), '2']], 1]);
  });
});

it('asks for smaller pages while the line breaks and for larger ones again afterwards', async () => {
  const failure = { failure: { code: 'sync/timeout' } } as const;
  const answers = [failure, failure, { json: page([], 0) }, { json: page([], 0) }];
  const asking = puller(inOrder(...answers));
  for (const _ of answers) await asking.step();
  const limits = asking.calls.map(({ body }) => (body.kind === 'json' ? body.value : null));
  expect(limits).toEqual(
    [1000, 500, 250, 500]
      .map((limit) => ({ cursors: {}, limit }))
      .map((value, index) => (index === 3 ? { ...value, cursors: { [OFFICE]: 0 } } : value)),
  );
});

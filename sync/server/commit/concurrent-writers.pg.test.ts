import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readScopeHeads } from '#db/postgres/change-log.sql';
import type { Tx } from '#db/postgres/database';
import type { RowWrite } from '#sync/protocol/projection';
import { type CentreFixture, createCentreFixture } from '../../../test/setup/centre-fixture.ts';
import { addDevice, createWorld, type TestWorld } from '../../../test/setup/centre-world.ts';
import { commitChanges } from './commit-changes.ts';
import { NATIONAL, officeScope } from './scope-of-row.ts';

let fixture: CentreFixture;
let world: TestWorld;

beforeAll(async () => {
  fixture = await createCentreFixture(inject('databaseUrl'), 'tawi_test_writers');
  world = await createWorld(fixture);
});
afterAll(() => fixture.close());

function caseRow(officeId: string, caseId = randomUUID(), detail = 'x'): RowWrite {
  return {
    table: 'exceptionCase',
    row: {
      ...{ caseId, officeId, kind: 'TEST', refId: caseId, deviceNo: 1, detail },
      ...{ state: 'open', openedAt: '2026-11-20T09:00:00.000Z' },
    },
  };
}

function areaRow(): RowWrite {
  const areaId = randomUUID();
  return { table: 'area', row: { areaId, parentId: null, code: areaId, name: 'Area', level: 2 } };
}

const WRITERS = 8;
const COMMITS = 30;

describe('eight writers at once', () => {
  it('leave no gap in any scope, and a reader never sees a sequence before all below it', async () => {
    const { officeA, officeB } = world;
    const scopes = [NATIONAL, officeScope(officeA.officeId), officeScope(officeB.officeId)];
    const before = await inOneTransaction((tx) => readScopeHeads(tx, scopes));
    const readers = await Promise.all([officeA, officeB].map((office) => addDevice(fixture, office)));
    for (const reader of readers) await reader.pullAll();
    const seen = readers.map((reader) => new Map(Object.entries(reader.cursors())));
    let isWriting = true;
    const reading = readers.map(async (reader, index) => {
      while (isWriting) {
        const known = seen[index];
        for (const change of await reader.pullAll(7)) {
          const last = known?.get(change.scope) ?? 0;
          // Every commit here adds rows, so a hole would be a change the cursor has passed for ever.
          expect(change.seq).toBe(last + 1);
          known?.set(change.scope, change.seq);
        }
      }
    });
    const written = await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    isWriting = false;
    await Promise.all(reading);
    const committed = written.flat();
    const after = await inOneTransaction((tx) => readScopeHeads(tx, scopes));
    for (const scope of scopes) {
      const seqs = committed.filter((change) => change.scope === scope).map((change) => change.seq);
      const first = (before[scope] ?? 0) + 1;
      const last = after[scope] ?? 0;
      const dense = Array.from({ length: last - first + 1 }, (_, index) => first + index);
      expect(seqs.sort((left, right) => left - right)).toEqual(dense);
    }
    const inLog = await inOneTransaction(async (tx) => {
      const { rows } = await tx.client.query<{ scope: string; seq: number }>(
        'SELECT scope, seq FROM change_log WHERE tenant_id = $1',
        [tx.tenantId],
      );
      return rows;
    });
    for (const scope of scopes) {
      const seqs = inLog.filter((change) => change.scope === scope).map((change) => change.seq);
      expect(seqs.sort((left, right) => left - right)).toEqual(
        Array.from({ length: after[scope] ?? 0 }, (_, index) => index + 1),
      );
    }
  });

  it('roll back without leaving a hole', async () => {
    const scope = officeScope(world.officeA.officeId);
    const before = await inOneTransaction((tx) => readScopeHeads(tx, [scope]));
    const failing = fixture.database.transaction(fixture.tenantId, async (tx) => {
      await commitChanges(tx, [caseRow(world.officeA.officeId)], { deviceNo: null });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await inOneTransaction((tx) => readScopeHeads(tx, [scope]))).toEqual(before);
  });
});

/** Commits over one to three scopes in changing order; every third one gives up at its end. */
async function write(writer: number): Promise<readonly { readonly scope: string; readonly seq: number }[]> {
  const done: { scope: string; seq: number }[] = [];
  for (let round = 0; round < COMMITS; round += 1) {
    const rows = [caseRow(world.officeB.officeId), areaRow(), caseRow(world.officeA.officeId)].slice(
      (writer + round) % 3,
    );
    try {
      const committed = await fixture.database.transaction(fixture.tenantId, async (tx) => {
        const changes = await commitChanges(tx, round % 2 === 0 ? rows : rows.toReversed(), {
          deviceNo: null,
        });
        if (round % 3 === 2) throw new GivenUp();
        return changes;
      });
      done.push(...committed);
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
    }
  }
  return done;
}

class GivenUp extends Error {}

function inOneTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return fixture.database.transaction(fixture.tenantId, work);
}

describe('commitChanges', () => {
  it('keeps one live image per row and scope, and marks the ones before', async () => {
    const caseId = randomUUID();
    const officeId = world.officeA.officeId;
    for (const detail of ['a', 'b', 'b', 'c']) {
      await inOneTransaction((tx) => commitChanges(tx, [caseRow(officeId, caseId, detail)], { deviceNo: 7 }));
    }
    const images = await imagesOf(caseId);
    expect(images.map(({ detail, superseded }) => [detail, superseded])).toEqual([
      ['a', true],
      ['b', true],
      ['c', false],
    ]);
  });

  it('leaves a gone in the scope a row moves out of, also when it moves back', async () => {
    const caseId = randomUUID();
    const { officeA, officeB } = world;
    for (const { officeId } of [officeA, officeB, officeA]) {
      await inOneTransaction((tx) => commitChanges(tx, [caseRow(officeId, caseId)], { deviceNo: null }));
    }
    const live = (await imagesOf(caseId)).filter(({ superseded }) => !superseded);
    expect(live.map(({ scope, detail }) => [scope, detail])).toEqual([
      [officeScope(officeB.officeId), null],
      [officeScope(officeA.officeId), 'x'],
    ]);
  });
});

type Image = { readonly scope: string; readonly detail: string | null; readonly superseded: boolean };

function imagesOf(key: string): Promise<readonly Image[]> {
  return inOneTransaction(async (tx) => {
    const { rows } = await tx.client.query<Image>(
      `SELECT scope, "row"->>'detail' AS detail, superseded_by IS NOT NULL AS superseded FROM change_log
        WHERE tenant_id = $1 AND key = $2 ORDER BY scope = $3, seq`,
      [tx.tenantId, key, officeScope(world.officeA.officeId)],
    );
    return rows;
  });
}

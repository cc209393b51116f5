import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCursors } from './cursors.ts';
import { createRowReads, createRowWrites } from './row-store.ts';
import { createShadow } from './shadow.ts';
import { sampleId, sampleProgram, sampleRegistrant } from './testing/sample-rows.ts';
import { tempReplica } from './testing/temp-replica.ts';

const temp = tempReplica();
const { replica } = temp;
const { client } = replica;
const rows = createRowReads(client);
const writes = createRowWrites(client, rows);
const shadow = createShadow(client, rows);
const cursors = replica.read(createCursors);
afterAll(temp.remove);
beforeEach(() => {
  client.exec('BEGIN');
});
afterEach(() => {
  client.exec('ROLLBACK');
});

describe('shadow images', () => {
  const key = sampleRegistrant.registrantId;

  it('keep the row as it was before the first operation that changed it', () => {
    writes.upsert('registrant', { ...sampleRegistrant, facts: { rooms: 3 } }, 12);
    shadow.save('registrant', key);
    writes.upsert('registrant', { ...sampleRegistrant, familyName: 'Bekele' });
    shadow.save('registrant', key);
    expect([shadow.get('registrant', key), shadow.count()]).toEqual([
      { seq: 12, row: { ...sampleRegistrant, facts: { rooms: 3 } } },
      1,
    ]);
  });

  it('say that the centre has no such row when it was made here', () => {
    shadow.save('registrant', key);
    expect(shadow.get('registrant', key)).toEqual({ seq: 0, row: null });
  });

  it('take what a pull brings, and go when nothing is pending', () => {
    shadow.put('program', sampleProgram.programId, { seq: 4, row: sampleProgram });
    shadow.put('program', sampleProgram.programId, {
      seq: 5,
      row: { ...sampleProgram, pmt: { terms: [1, null] } },
    });
    const taken = shadow.get('program', sampleProgram.programId);
    shadow.put('program', sampleProgram.programId, { seq: 6, row: null });
    expect([
      taken,
      shadow.get('program', sampleProgram.programId),
      shadow.drop('program', sampleProgram.programId),
      shadow.drop('program', sampleProgram.programId),
      shadow.get('program', sampleProgram.programId),
    ]).toEqual([
      { seq: 5, row: { ...sampleProgram, pmt: { terms: [1, null] } } },
      { seq: 6, row: null },
      true,
      false,
      undefined,
    ]);
  });
});

describe('cursors', () => {
  const office = `office:${sampleId(1)}`;

  it('stand at 0, move on and are forgotten with their scope', () => {
    const before = cursors.get(office);
    cursors.advance(office, 7);
    cursors.advance(office, 7);
    cursors.advance('national', 2);
    const all = cursors.all();
    cursors.remove(office);
    expect([before, all, cursors.all()]).toEqual([0, { national: 2, [office]: 7 }, { national: 2 }]);
  });

  it('never go back', () => {
    cursors.advance(office, 7);
    expect(() => cursors.advance(office, 6)).toThrow('would go back from 7 to 6');
  });
});

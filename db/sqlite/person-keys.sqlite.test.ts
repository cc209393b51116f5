import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { personKeys } from './person-keys.ts';
import { rebuildPersonKeys, refreshPersonKeys } from './rebuild-person-keys.ts';
import { createRowReads, createRowWrites } from './row-store.ts';
import { sampleId, sampleIdentifier, sampleRegistrant } from './testing/sample-rows.ts';
import { tempReplica } from './testing/temp-replica.ts';

const temp = tempReplica();
const { replica } = temp;
const reads = createRowReads(replica.client);
const writes = createRowWrites(replica.client, reads);
afterAll(temp.remove);

const PEOPLE = [1, 2, 3, 4];

function storedKeys(): readonly string[] {
  return replica.client
    .prepare<[], string>("SELECT registrant_id || ' ' || kind || ' ' || key FROM person_key")
    .pluck()
    .all()
    .sort();
}

function expectedKeys(): readonly string[] {
  return reads
    .all('registrant')
    .flatMap((person) => {
      const identifiers = reads.list('identifier', 'registrantId', person.registrantId);
      return personKeys(person, identifiers).map(({ kind, key }) => `${person.registrantId} ${kind} ${key}`);
    })
    .sort();
}

describe('personKeys', () => {
  it('holds names in all scripts, sounds, phone, registration number and identifiers', () => {
    const person = {
      ...sampleRegistrant,
      givenName: 'Fatuma',
      familyName: "N'Golo",
      localName: 'ፋጡማ',
      phone: '+251911234567',
      registrationNo: 'DD04-000123-7',
    };
    const keys = personKeys(person, [{ ...sampleIdentifier, value: 'ab-12/٣' }]);
    expect(keys.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'name fatuma',
      'name ngolo',
      'name ፋጡማ',
      'sound FTM',
      'sound NGL',
      'phone 251911234567',
      'phone 11234567',
      'number DD040001237',
      'id AB123',
    ]);
  });

  it('finds a group by its display name, which is its head’s', () => {
    const group = {
      ...sampleRegistrant,
      kind: 'group' as const,
      ...{ givenName: '', familyName: '', name: 'Almaz Tesfaye' },
    };
    expect(personKeys(group, [])).toEqual(personKeys(sampleRegistrant, []));
  });
});

describe('the stored search keys', () => {
  it('follow every write of registrants and identifiers, in whatever order', () => {
    const owner = fc.constantFrom(...PEOPLE);
    const names = fc.constantFrom('Almaz', 'Fatuma', 'ፋጡማ', 'Abdul Karim', '');
    const persons = fc.array(
      fc.record({
        registrantId: owner.map(sampleId),
        givenName: names,
        familyName: names,
        phone: fc.constantFrom(null, '+251911234567', '911234567'),
        registrationNo: fc.constantFrom(null, 'DD04-000123-7'),
      }),
      { maxLength: 6 },
    );
    const identifiers = fc.array(
      fc.record({
        identifierId: owner.map(sampleId),
        registrantId: owner.map(sampleId),
        value: fc.constantFrom('A-12', 'a12', 'B 7', '-'),
      }),
      { maxLength: 8 },
    );
    const scenario = fc.property(identifiers, persons, identifiers, (first, changes, second) => {
      replica.write(() => {
        for (const n of PEOPLE)
          writes.upsert('registrant', { ...sampleRegistrant, registrantId: sampleId(n) });
        for (const change of first) writes.upsert('identifier', { ...sampleIdentifier, ...change });
        for (const change of changes) writes.upsert('registrant', { ...sampleRegistrant, ...change });
        for (const change of second) writes.upsert('identifier', { ...sampleIdentifier, ...change });
        expect(storedKeys()).toEqual(expectedKeys());
        expect(rebuildPersonKeys(replica.client)).toBe(PEOPLE.length);
        expect(storedKeys()).toEqual(expectedKeys());
        for (const row of reads.all('identifier')) writes.remove('identifier', row.identifierId);
        expect(storedKeys()).toEqual(expectedKeys());
        for (const row of reads.all('registrant')) writes.remove('registrant', row.registrantId);
        expect(storedKeys()).toEqual([]);
      });
    });
    fc.assert(scenario, { numRuns: 60, seed: 20_261_120 });
  });

  it('reads more people than one page when it makes all keys anew', () => {
    replica.write(() => {
      for (let n = 1; n <= 2001; n += 1) {
        writes.upsert('registrant', { ...sampleRegistrant, registrantId: sampleId(n) });
      }
      const before = storedKeys();
      expect([rebuildPersonKeys(replica.client), storedKeys()]).toEqual([2001, before]);
    });
  });

  it('are made anew once when they come from other rules', () => {
    replica.client.exec("DELETE FROM person_key WHERE kind = 'sound'");
    const refreshed = [refreshPersonKeys(replica), refreshPersonKeys(replica)];
    expect([refreshed, storedKeys()]).toEqual([[2001, undefined], expectedKeys()]);
  });
});

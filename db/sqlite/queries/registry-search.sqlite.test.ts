import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { generateHouseholds } from '#db/seed/generate-households';
import { createRandom } from '#db/seed/random';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { personKeys } from '../person-keys.ts';
import { createRowReads, createRowWrites } from '../row-store.ts';
import { createStatements } from '../statements.ts';
import { tempReplica } from '../testing/temp-replica.ts';
import { type Reading, readSearch } from './read-search.ts';
import { searchPeople } from './registry-search.ts';

const temp = tempReplica();
const { replica } = temp;
afterAll(temp.remove);

type Person = { readonly row: RowOf<'registrant'>; readonly identifiers: readonly RowOf<'identifier'>[] };
const id = (kind: number, no: number) => `0193a1f0-4c00-8${kind}00-8000-${String(no).padStart(12, '0')}`;

const people: readonly Person[] = [...generateHouseholds(createRandom(5), ['V'], 60)]
  .flatMap(({ members }) => members)
  .map((member, no) => {
    const { givenName, familyName, localName, gender, birthDate, birthDateExact, phone, idNumber } = member;
    const own = { givenName, familyName, localName, gender, birthDate, birthDateExact, phone };
    const registrantId = id(1, no);
    const base = { registrantId, officeId: id(3, 1) };
    return {
      row: {
        ...{
          ...base,
          kind: 'individual',
          groupKind: null,
          areaId: id(2, 1),
          name: `${givenName} ${familyName}`,
        },
        ...{
          ...own,
          additionalName: '',
          email: null,
          address: '',
          state: 'submitted',
          disabledReason: null,
          facts: {},
        },
        registrationNo: no % 3 === 0 ? `DD04-${String(no + 1).padStart(6, '0')}-7` : null,
        ...{ importKey: null, registeredOn: '2026-11-01', registeredBy: 1 },
      },
      identifiers:
        idNumber === null
          ? []
          : [
              {
                ...base,
                identifierId: id(4, no),
                idType: 'national',
                value: idNumber,
                expiryDate: null,
                status: 'valid',
              },
            ],
    };
  });
replica.write(() => {
  const reads = createRowReads(replica.client);
  const writes = createRowWrites(replica.client, reads);
  for (const { row, identifiers } of people) {
    writes.upsert('registrant', row, 1);
    for (const identifier of identifiers) writes.upsert('identifier', identifier, 1);
  }
});

/** How well a person's keys answer one part: 0 whole, 1 beginning, 2 sound. */
function rankOf(
  keys: ReturnType<typeof personKeys>,
  { whole, beginnings, sounds }: Reading,
): number | undefined {
  if (whole.some(({ kind, key }) => keys.some((own) => own.kind === kind && own.key === key))) return 0;
  if (beginnings.some(({ kind, key }) => keys.some((own) => own.kind === kind && own.key.startsWith(key))))
    return 1;
  return sounds.some((key) => keys.some((own) => own.kind === 'sound' && own.key === key)) ? 2 : undefined;
}

const keysOf = new Map(
  people.map(({ row, identifiers }) => [row.registrantId, personKeys(row, identifiers)]),
);

/** The same search by looking at everybody. */
function searchSlowly(text: string): readonly string[] {
  const { alternatives } = readSearch(text, '251');
  const found = people.flatMap(({ row }) => {
    const keys = keysOf.get(row.registrantId) ?? [];
    const ranks = alternatives.flatMap((readings) => {
      const parts = readings.map((reading) => rankOf(keys, reading));
      return parts.includes(undefined) ? [] : [Math.max(...parts.map((rank) => rank ?? 0))];
    });
    return ranks.length === 0 ? [] : [{ row, rank: Math.min(...ranks) }];
  });
  const order = ({ row, rank }: (typeof found)[number]) => `${rank} ${row.name} ${row.registrantId}`;
  return found
    .sort((a, b) => Buffer.compare(Buffer.from(order(a)), Buffer.from(order(b))))
    .map(({ row }) => row.registrantId);
}

const words = people.flatMap(({ row: { name, localName, phone, registrationNo }, identifiers }) => [
  ...name.split(' '),
  ...localName.split(' '),
  phone ?? '',
  (phone ?? '').replace('+251', '0'),
  registrationNo ?? '',
  ...identifiers.map(({ value }) => value),
]);
const anyWord = fc
  .tuple(fc.constantFrom(...words), fc.nat(9))
  .map(([word, cut]) => word.slice(0, Math.max(1, word.length - cut)));
const anyText = fc.oneof(
  fc.array(anyWord, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' ')),
  fc
    .tuple(anyWord, fc.constantFrom('bin', 'al', 'abdul', 'ould', "'", '-', '%'))
    .map((parts) => parts.join(' ')),
  fc.string(),
);

it('finds whom a look at everybody finds, in the same order, whatever is typed', () => {
  const statement = createStatements(replica.client);
  fc.assert(
    fc.property(anyText, (text) => {
      const query = { text, limit: people.length, callingCode: '251' };
      expect(replica.read(() => searchPeople(statement, query))).toEqual(searchSlowly(text));
    }),
    { numRuns: 300 },
  );
});

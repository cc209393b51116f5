import { describe, expect, it } from 'vitest';
import { contract } from '#contract/contract';
import { changeMember, emptyEntry, type HouseholdEntry, type MemberEntry } from './household-entry.ts';
import { toDecisions, toHouseholdInput } from './household-input.ts';

const areaId = '00000000-0000-4000-8000-000000000010';
const known = '00000000-0000-4000-8000-000000001002';
const policy = { version: '2026-1', texts: { en: 'Read this.' }, purposes: ['registration'] };
const noFiles = (): undefined => undefined;

function household(changes: readonly (readonly [string, Partial<MemberEntry>])[]): HouseholdEntry {
  return changes.reduce((entry, [row, patch]) => changeMember(entry, row, patch), emptyEntry(areaId, 'en'));
}
const two = household([
  [
    'row-0',
    { givenName: ' Almaz ', familyName: 'Tesfaye', gender: 'female', phone: ' 0911 ', idType: 'none' },
  ],
  ['row-1', { givenName: 'Hana', relationship: 'child', birthDate: '2012-01-01', birthDateExact: false }],
]);

describe('the household for the core', () => {
  it('holds what was typed, trimmed, without gaps and empty rows, and fits the contract', () => {
    const input = toHouseholdInput(two, policy, noFiles);
    expect(input).toEqual({
      groupKind: 'household',
      areaId,
      address: '',
      facts: {},
      members: [
        {
          givenName: 'Almaz',
          familyName: 'Tesfaye',
          gender: 'female',
          birthDate: null,
          birthDateExact: false,
          phone: '0911',
          relationship: 'head',
          isHead: true,
        },
        {
          givenName: 'Hana',
          familyName: 'Tesfaye',
          gender: null,
          birthDate: '2012-01-01',
          birthDateExact: false,
          phone: null,
          relationship: 'child',
          isHead: false,
        },
      ],
      consent: null,
      documents: [],
    });
    expect(contract['registry.checkHousehold'].input.safeParse({ household: input }).success).toBe(true);
  });

  it('is not there while the village is missing', () => {
    expect(toHouseholdInput({ ...two, areaId: '' }, policy, noFiles)).toBeNull();
  });

  it('names the consent text that was read out, and the witness when there was one', () => {
    const consent = { method: 'verbal-with-witness', language: 'en', witness: ' Abebe ' } as const;
    expect(toHouseholdInput({ ...two, consent }, policy, noFiles)?.consent).toEqual({
      textVersion: '2026-1',
      language: 'en',
      method: 'verbal-with-witness',
      purposes: ['registration'],
      witness: 'Abebe',
    });
    expect(toHouseholdInput({ ...two, consent }, null, noFiles)?.consent).toBeNull();
  });

  it('takes documents of this session only, each with the place of its member, −1 for the household', () => {
    const paper = (documentId: string, of: string) =>
      ({ documentId, name: 'x.png', sizeBytes: 1, tag: 'other', of }) as const;
    const documents = [paper('a', ''), paper('b', 'row-1'), paper('gone', '')];
    const tickets = new Map([
      ['a', 'ticket-a'],
      ['b', 'ticket-b'],
    ]);
    const input = toHouseholdInput({ ...two, documents }, policy, (id) => tickets.get(id));
    expect(input?.documents).toEqual([
      { ticket: 'ticket-a', tag: 'other', memberIndex: -1 },
      { ticket: 'ticket-b', tag: 'other', memberIndex: 1 },
    ]);
  });

  it('takes an existing person into the household by id', () => {
    const joined = changeMember(two, 'row-1', { registrantId: known });
    expect(toHouseholdInput(joined, policy, noFiles)?.members[1]?.registrantId).toBe(known);
  });
});

describe('decisions about similar people', () => {
  it('go with the place of the member they were made for', () => {
    const decisions = [{ registrantId: known, decision: 'different', reason: 'other-birth' } as const];
    const decided = changeMember(two, 'row-1', { decisions });
    expect(toDecisions(decided)).toEqual([
      { memberIndex: 1, registrantId: known, decision: 'different', reason: 'other-birth' },
    ]);
  });
});

import type { InputOf } from '#contract/contract';

export type HouseholdInput = InputOf<'registry.saveHousehold'>['household'];

/** A household of five with answers and consent that passes every rule; unlike anybody the generator makes. */
export function householdOfFive(areaId: string, changes: Partial<HouseholdInput> = {}): HouseholdInput {
  const child = { birthDateExact: true, relationship: 'child', isHead: false } as const;
  return {
    groupKind: 'household',
    areaId,
    address: ' Near  the well ',
    facts: { floor: 'earth', rooms: 1, water: 'river', livestock: false },
    members: [
      {
        givenName: 'Wanjiru',
        familyName: 'Mwangi',
        localName: 'ዋንጂሩ',
        gender: 'female',
        birthDate: '1988-03-04',
        birthDateExact: true,
        phone: '0911 23 45 67',
        identifiers: [{ idType: 'national', value: '0012 345 678' }],
        relationship: 'head',
        isHead: true,
      },
      {
        givenName: 'Kamau',
        familyName: 'Mwangi',
        gender: 'male',
        birthDate: '1985-01-01',
        birthDateExact: false,
        relationship: 'spouse',
        isHead: false,
      },
      { ...child, givenName: 'Achieng', familyName: 'Mwangi', gender: 'female', birthDate: '2012-05-06' },
      { ...child, givenName: 'Otieno', familyName: 'Mwangi', gender: 'male', birthDate: '2016-07-08' },
      { ...child, givenName: 'Thandiwe', familyName: 'Mwangi', gender: 'female', birthDate: '2021-09-10' },
    ],
    consent: {
      textVersion: '2026-01',
      language: 'en',
      method: 'thumbprint',
      purposes: ['registration'],
      witness: null,
    },
    documents: [],
    ...changes,
  };
}

/** The smallest PNG there is: enough to be a document. */
export const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
);

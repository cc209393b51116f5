import type { InputOf, OutputOf } from '#contract/contract';
import { allowed, holds, present, same } from '../expect-story.ts';
import type { StoryDesk } from '../story-desk.ts';
import { officerOf } from './import-people.ts';

type Household = InputOf<'registry.saveHousehold'>['household'];

/** Five people, poor by the proxy means test, caring for children; consent by thumbprint, one document. */
export function householdOfFive(areaId: string, ticket: string, consentVersion: string): Household {
  const person = { birthDateExact: true, gender: 'female', isHead: false, familyName: 'Story' } as const;
  return {
    groupKind: 'household',
    areaId,
    address: 'House 7, Kebele 3',
    facts: { floor: 'earth', rooms: 1, water: 'river', livestock: false },
    members: [
      {
        ...person,
        givenName: 'Senait',
        localName: 'ሰናይት',
        birthDate: '1984-03-09',
        relationship: 'head',
        isHead: true,
        phone: '+251911000777',
        identifiers: [{ idType: 'national', value: '7788990011' }],
      },
      { ...person, givenName: 'Kassahun', gender: 'male', birthDate: '1980-11-21', relationship: 'spouse' },
      { ...person, givenName: 'Marta', birthDate: '2012-05-02', relationship: 'child' },
      { ...person, givenName: 'Elias', gender: 'male', birthDate: '2015-08-17', relationship: 'child' },
      { ...person, givenName: 'Saba', birthDate: '2019-01-30', relationship: 'child' },
    ],
    consent: {
      textVersion: consentVersion,
      language: 'en',
      method: 'thumbprint',
      purposes: ['registration', 'eligibility', 'payment'],
      witness: null,
    },
    documents: [{ ticket, tag: 'consent-form', memberIndex: -1 }],
  };
}

/** Smallest thing a document check takes: a PDF of one empty page. */
export const SMALL_PDF = new TextEncoder().encode(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

export type RegisteredHousehold = OutputOf<'registry.saveHousehold'>;

export async function registerHousehold(desk: StoryDesk): Promise<RegisteredHousehold> {
  const login = officerOf(desk);
  const officer = await desk.as(login);
  const options = allowed(await officer.call('registry.options', {}), 'the form');
  const village = present(
    options.areas.find(({ level }) => level === 3),
    'a village of the office',
  );
  const version: unknown = Object(options.consent).version;
  const kept = desk.core.files.upload(login, {
    name: 'consent.pdf',
    mime: 'application/pdf',
    bytes: SMALL_PDF,
  });
  if (!kept.ok) return allowed(kept, 'handing over the document');
  const household = householdOfFive(village.areaId, kept.ticket, String(version));
  const checked = allowed(
    await officer.call('registry.checkHousehold', { household }),
    'checking the household',
  );
  same(checked.issues, [], 'faults of the household');
  const saved = allowed(
    await officer.call('registry.saveHousehold', { draftId: null, household, duplicateDecisions: [] }),
    'registering the household',
  );
  same(saved.registrantIds.length, 5, 'people registered');
  holds(saved.registrationNo.startsWith('DD0'), 'a registration number of the office');
  return saved;
}

/** Somebody types the head once more, as another clerk would hear the name: the person on file is shown at once. */
export async function checkSimilarWarned(desk: StoryDesk, registered: RegisteredHousehold): Promise<string> {
  const officer = await desk.as(officerOf(desk));
  const { similar } = allowed(
    await officer.call('registry.similar', {
      givenName: 'Senayt',
      familyName: 'Story',
      birthDate: '1984-03-09',
      gender: 'female',
    }),
    'looking for similar people',
  );
  const [head] = registered.registrantIds;
  const found = present(
    similar.find(({ registrantId }) => registrantId === head),
    'the head among similar people',
  );
  return `${found.name} ${Math.round(found.score * 100)} %, ${found.band}`;
}

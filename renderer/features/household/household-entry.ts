import { z } from 'zod';
import { ageOn } from '#domain/time/plain-date';

/** A choice made about one similar person. */
const Decision = z.object({
  registrantId: z.string(),
  decision: z.enum(['household', 'different', 'later']),
  reason: z.string(),
});
const Member = z.object({
  /** Name of the row on this screen; grows with each row and is never used again. */
  entryId: z.string(),
  /** Set when an existing person is taken into this household instead of a new record. */
  registrantId: z.string().nullable(),
  givenName: z.string(),
  familyName: z.string(),
  localName: z.string(),
  gender: z.enum(['female', 'male', 'other']).nullable(),
  birthDate: z.string().nullable(),
  birthDateExact: z.boolean(),
  /** Something was typed that is no day and no year; kept as typed, so that a draft does not lose it. */
  birthWrong: z.boolean(),
  birthText: z.string(),
  phone: z.string(),
  /** Code of an identifier type, `none` for "has no ID", '' while not answered. */
  idType: z.string(),
  idValue: z.string(),
  relationship: z.string(),
  decisions: z.array(Decision),
});
const DocumentEntry = z.object({
  documentId: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  tag: z.enum(['consent-form', 'id-proof', 'address-proof', 'photo', 'other']),
  /** '' is the household itself, else the entry id of a member. */
  of: z.string(),
});
export const consentMethods = ['signature', 'thumbprint', 'verbal-with-witness'] as const;
/** What is typed on the page, and what a draft keeps: files only by name, because an upload does not outlive the session. */
export const HouseholdEntry = z.object({
  consent: z.object({ method: z.enum(consentMethods).nullable(), language: z.string(), witness: z.string() }),
  /** The head first; the last one is always an empty row waiting for a name. */
  members: z.array(Member),
  nextRow: z.number(),
  areaId: z.string(),
  address: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  documents: z.array(DocumentEntry),
});
export type HouseholdEntry = z.infer<typeof HouseholdEntry>;
export type MemberEntry = HouseholdEntry['members'][number];
export type DocumentEntry = HouseholdEntry['documents'][number];
export type DecisionEntry = MemberEntry['decisions'][number];

export const steps = ['consent', 'people', 'living', 'documents', 'review'] as const;
export type Step = (typeof steps)[number];
/** Body of a saved draft; the field is where the person goes on. */
export const DraftBody = z.object({
  version: z.literal(1),
  step: z.enum(steps),
  fieldId: z.string(),
  entry: HouseholdEntry,
});

/** The identifier choice "none": an answer, not a gap. */
export const noId = 'none';

function emptyMember(row: number): MemberEntry {
  return {
    entryId: `row-${row}`,
    registrantId: null,
    givenName: '',
    familyName: '',
    localName: '',
    gender: null,
    birthDate: null,
    birthDateExact: true,
    birthWrong: false,
    birthText: '',
    phone: '',
    idType: '',
    idValue: '',
    relationship: '',
    decisions: [],
  };
}

/** A page with nothing typed: the head and one empty row. The area is that of the last household, if any. */
export function emptyEntry(areaId: string, language: string): HouseholdEntry {
  return {
    consent: { method: null, language, witness: '' },
    members: [emptyMember(0), emptyMember(1)],
    nextRow: 2,
    areaId,
    address: '',
    facts: {},
    documents: [],
  };
}

/** A row in which nothing was typed or chosen. A copied family name is not typed. */
export function isBlank(member: MemberEntry): boolean {
  return (
    [member.givenName, member.localName, member.phone, member.idValue, member.relationship].every(
      (text) => text.trim() === '',
    ) &&
    member.familyName.trim() === '' &&
    member.gender === null &&
    member.birthDate === null &&
    !member.birthWrong &&
    member.registrantId === null
  );
}

/** The head and every row with something in it. */
export function realMembers(entry: HouseholdEntry): readonly MemberEntry[] {
  return entry.members.filter((member, index) => index === 0 || !isBlank(member));
}

/** Completed years, '' while there is no birth or it lies in the future. */
export function ageText(member: Pick<MemberEntry, 'birthDate'>, today: string): string {
  const age = member.birthDate === null ? -1 : ageOn(member.birthDate, today);
  return age < 0 ? '' : String(age);
}

/** The name as typed so far; '' while there is none. */
export function nameOf(member: MemberEntry): string {
  return `${member.givenName} ${member.familyName}`.trim();
}

/**
 * Changes one row. The first letter of a member's name copies the head's family name beside it, and the last row
 * always stays empty, so that the list grows by typing.
 */
export function changeMember(
  entry: HouseholdEntry,
  entryId: string,
  patch: Partial<MemberEntry>,
): HouseholdEntry {
  const head = entry.members[0];
  const members = entry.members.map((member) => {
    if (member.entryId !== entryId) return member;
    const startsNow = isBlank(member) && member !== head && patch.familyName === undefined;
    return { ...member, ...(startsNow ? { familyName: head?.familyName ?? '' } : {}), ...patch };
  });
  const last = members.at(-1);
  if (last !== undefined && members.length > 1 && isBlank(last)) return { ...entry, members };
  return { ...entry, members: [...members, emptyMember(entry.nextRow)], nextRow: entry.nextRow + 1 };
}

/** Takes a row out; documents that named it go to the household. The head cannot be taken out. */
export function removeMember(entry: HouseholdEntry, entryId: string): HouseholdEntry {
  return {
    ...entry,
    members: entry.members.filter((member, index) => index === 0 || member.entryId !== entryId),
    documents: entry.documents.map((document) =>
      document.of === entryId ? { ...document, of: '' } : document,
    ),
  };
}

/** A draft as it is gone on with: of boxes whose parts it does not keep, the complaint goes too. */
export function reopened(entry: HouseholdEntry): HouseholdEntry {
  const members = entry.members.map((member) =>
    member.birthWrong && member.birthText === '' ? { ...member, birthWrong: false } : member,
  );
  return { ...entry, members };
}

import { z } from 'zod';
import { Facts, Hex, Instant, LongText, PlainDate, Sha256, ShortText, Uuid } from './scalars.ts';

/** Rows about people: written by offices as operations, scope `office:<id>`. */
export const registryRows = {
  registrant: z.object({
    registrantId: Uuid,
    kind: z.enum(['individual', 'group']),
    /** 'household' or 'family' for groups, null for individuals. */
    groupKind: z.enum(['household', 'family']).nullable(),
    officeId: Uuid,
    areaId: Uuid,
    /** From an office-held range, with check character; null until given. */
    registrationNo: z.string().max(24).nullable(),
    /** Display name in the order given, additional, family; for a group its head's name. */
    name: ShortText,
    givenName: ShortText,
    additionalName: ShortText,
    familyName: ShortText,
    /** The same name in the local script, when the first is a transliteration. */
    localName: ShortText,
    gender: z.enum(['female', 'male', 'other']).nullable(),
    birthDate: PlainDate.nullable(),
    birthDateExact: z.boolean(),
    phone: z.string().max(20).nullable(),
    email: z.string().max(200).nullable(),
    address: LongText,
    state: z.enum(['draft', 'submitted', 'returned', 'approved', 'published', 'disabled', 'merged']),
    disabledReason: ShortText.nullable(),
    facts: Facts,
    /** Stable key of the imported row (file kind + its own id), so that a second import adds none. */
    importKey: z.string().max(120).nullable(),
    registeredOn: PlainDate,
    registeredBy: z.int(),
  }),
  identifier: z.object({
    identifierId: Uuid,
    registrantId: Uuid,
    officeId: Uuid,
    idType: z.string().max(40),
    value: z.string().max(100),
    expiryDate: PlainDate.nullable(),
    status: z.enum(['valid', 'invalid']),
  }),
  membership: z.object({
    membershipId: Uuid,
    groupId: Uuid,
    individualId: Uuid,
    officeId: Uuid,
    isHead: z.boolean(),
    /** head, spouse, child, parent, grandchild, sibling, other-relative, not-related. */
    relationship: z.string().max(40),
    startDate: PlainDate,
    endDate: PlainDate.nullable(),
    endReason: z.string().max(40).nullable(),
  }),
  consent: z.object({
    consentId: Uuid,
    registrantId: Uuid,
    officeId: Uuid,
    textVersion: z.string().max(20),
    language: z.string().max(8),
    method: z.enum(['signature', 'thumbprint', 'verbal-with-witness']),
    purposes: z.array(z.string().max(40)),
    witness: ShortText.nullable(),
    documentId: Uuid.nullable(),
    givenAt: Instant,
    givenBy: z.int(),
    withdrawnAt: Instant.nullable(),
  }),
  document: z.object({
    documentId: Uuid,
    registrantId: Uuid,
    officeId: Uuid,
    tag: z.enum(['consent-form', 'id-proof', 'address-proof', 'photo', 'other', 'claim']),
    mime: z.string().max(80),
    sizeBytes: z.int().min(0),
    /** SHA-256 of the encrypted bytes: the object's name in every store. */
    blobSha256: Sha256,
    /** Random file key wrapped for the office (hex), see `#host/adapters/document-vault`. */
    wrappedKey: Hex,
    addedAt: Instant,
    addedBy: z.int(),
  }),
  duplicateDecision: z.object({
    decisionId: Uuid,
    officeId: Uuid,
    /** The pair, smaller id first, so that a pair has one row. */
    firstId: Uuid,
    secondId: Uuid,
    decision: z.enum(['same', 'household', 'different', 'later']),
    reason: ShortText,
    decidedAt: Instant,
    decidedBy: z.int(),
  }),
  enrolment: z.object({
    enrolmentId: Uuid,
    programId: Uuid,
    registrantId: Uuid,
    officeId: Uuid,
    state: z.enum(['draft', 'enrolled', 'paused', 'exited', 'not_eligible', 'duplicated']),
    enrolledOn: PlainDate.nullable(),
    reason: ShortText.nullable(),
    programVersion: z.int(),
    /** PMT score as computed by `#domain/eligibility/pmt`, null when the programme has none. */
    score: z.number().nullable(),
    /** Hash over the inputs the decision saw, so it can be recomputed. */
    inputsSha256: Sha256,
  }),
} as const;

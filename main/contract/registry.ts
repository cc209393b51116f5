import { z } from 'zod';
import { command, query } from './define.ts';
import { HouseholdInput } from './household-input.ts';
import { Cursor, Facts, Instant, Issue, PlainDate, RequestId, SentMark, Text, Uuid } from './scalars.ts';

/** One line of a list of people. Identifiers and phone come masked; the full value needs `registry.reveal`. */
export const PersonRow = z.object({
  registrantId: Uuid,
  kind: z.enum(['individual', 'group']),
  name: Text,
  localName: Text,
  registrationNo: z.string().nullable(),
  gender: z.string().nullable(),
  age: z.int().nullable(),
  areaName: Text,
  maskedId: z.string().nullable(),
  maskedPhone: z.string().nullable(),
  householdId: Uuid.nullable(),
  memberCount: z.int().nullable(),
  state: z.string(),
  mark: SentMark,
});
export const SimilarPerson = z.object({
  registrantId: Uuid,
  name: Text,
  localName: Text,
  age: z.int().nullable(),
  gender: z.string().nullable(),
  areaName: Text,
  maskedId: z.string().nullable(),
  score: z.number(),
  band: z.enum(['very-likely', 'possible']),
  reasons: z.array(z.string()),
  householdId: Uuid.nullable(),
});
export const MaskedField = z.enum(['identifier', 'phone', 'birthDate', 'address', 'email']);

export const registry = {
  'registry.options': query({
    access: 'registry.read',
    input: z.strictObject({}),
    output: z.object({
      areas: z.array(
        z.object({ areaId: Uuid, parentId: Uuid.nullable(), code: z.string(), name: Text, level: z.int() }),
      ),
      identifierTypes: z.array(z.object({ code: z.string(), name: Text, pattern: z.string().nullable() })),
      questionPack: z.json(),
      consent: z.json(),
      relationships: z.array(z.string()),
      revealReasons: z.array(z.string()),
    }),
  }),
  'registry.search': query({
    access: 'registry.read',
    input: z.strictObject({
      text: z.string().max(200),
      limit: z.int().min(1).max(20).default(20),
      kind: z.enum(['individual', 'group']).optional(),
    }),
    output: z.object({ rows: z.array(PersonRow), more: z.boolean() }),
  }),
  'registry.list': query({
    access: 'registry.read',
    input: z.strictObject({
      kind: z.enum(['individual', 'group']),
      areaId: Uuid.optional(),
      mark: SentMark.optional(),
      cursor: Cursor.default(null),
      limit: z.int().min(1).max(200).default(100),
    }),
    output: z.object({ rows: z.array(PersonRow), next: Cursor, total: z.int() }),
  }),
  'registry.person': query({
    access: 'registry.read',
    input: z.strictObject({ registrantId: Uuid }),
    errors: ['registry/not-found'],
    output: z.object({
      person: PersonRow.extend({
        email: z.string().nullable(),
        hasAddress: z.boolean(),
        birthYear: z.int().nullable(),
        birthDateExact: z.boolean(),
        registeredOn: PlainDate,
        registeredByName: Text,
        facts: Facts,
        seq: z.int(),
      }),
      identifiers: z.array(
        z.object({
          identifierId: Uuid,
          idType: z.string(),
          maskedValue: z.string(),
          expiryDate: PlainDate.nullable(),
          status: z.string(),
        }),
      ),
      household: z
        .object({
          groupId: Uuid,
          name: Text,
          members: z.array(
            z.object({
              registrantId: Uuid,
              name: Text,
              relationship: z.string(),
              isHead: z.boolean(),
              age: z.int().nullable(),
              gender: z.string().nullable(),
            }),
          ),
        })
        .nullable(),
      consents: z.array(
        z.object({
          consentId: Uuid,
          textVersion: z.string(),
          method: z.string(),
          givenAt: Instant,
          withdrawnAt: Instant.nullable(),
        }),
      ),
      documents: z.array(
        z.object({
          documentId: Uuid,
          tag: z.string(),
          mime: z.string(),
          sizeBytes: z.int(),
          addedAt: Instant,
          onThisPc: z.boolean(),
        }),
      ),
      programs: z.array(
        z.object({
          programId: Uuid,
          programName: Text,
          state: z.string(),
          enrolledOn: PlainDate.nullable(),
          reason: z.string().nullable(),
        }),
      ),
      vouchers: z.array(
        z.object({
          voucherId: Uuid,
          shortCode: z.string(),
          amountMinor: z.int(),
          currency: z.string(),
          validUntil: PlainDate,
          state: z.string(),
          redeemedAt: Instant.nullable(),
        }),
      ),
      history: z.array(z.object({ at: Instant, action: z.string(), byName: Text, mark: SentMark })),
      actions: z.array(z.string()),
    }),
  }),
  'registry.reveal': command({
    access: 'registry.reveal',
    audit: 'registry.revealed',
    input: z.strictObject({
      requestId: RequestId,
      registrantId: Uuid,
      field: MaskedField,
      identifierId: Uuid.optional(),
      reason: z.string().min(1).max(60),
    }),
    output: z.object({ value: z.string(), seconds: z.int() }),
    errors: ['registry/not-found'],
  }),
  'registry.similar': query({
    access: 'registry.read',
    input: z.strictObject({
      givenName: Text,
      familyName: Text.optional(),
      birthDate: PlainDate.nullable().optional(),
      birthYear: z.int().nullable().optional(),
      gender: z.string().nullable().optional(),
      phone: z.string().max(40).nullable().optional(),
      identifiers: z.array(z.strictObject({ idType: z.string(), value: z.string() })).optional(),
      areaId: Uuid.nullable().optional(),
      exceptId: Uuid.optional(),
    }),
    output: z.object({ similar: z.array(SimilarPerson) }),
  }),
  'registry.saveHousehold': command({
    access: 'registry.register',
    audit: 'registry.household-registered',
    input: z.strictObject({
      requestId: RequestId,
      draftId: Uuid.nullable(),
      household: HouseholdInput,
      duplicateDecisions: z.array(
        z.strictObject({
          memberIndex: z.int(),
          registrantId: Uuid,
          decision: z.enum(['same', 'household', 'different', 'later']),
          reason: z.string().max(200),
        }),
      ),
    }),
    output: z.object({
      groupId: Uuid,
      registrationNo: z.string(),
      registrantIds: z.array(Uuid),
      score: z.number().nullable(),
      band: z.string().nullable(),
    }),
    errors: [
      'registry/not-complete',
      'registry/consent-missing',
      'registry/same-id-exists',
      'registry/unknown-area',
      'documents/unknown-ticket',
      'documents/wrong-type',
      'documents/too-large',
      'documents/empty',
    ],
  }),
  'registry.updatePerson': command({
    access: 'registry.register',
    audit: 'registry.person-corrected',
    input: z.strictObject({
      requestId: RequestId,
      registrantId: Uuid,
      seq: z.int(),
      reason: z.string().min(1).max(200),
      changes: z.strictObject({
        givenName: Text.optional(),
        additionalName: Text.optional(),
        familyName: Text.optional(),
        localName: Text.optional(),
        gender: z.enum(['female', 'male', 'other']).optional(),
        birthDate: PlainDate.optional(),
        birthDateExact: z.boolean().optional(),
        phone: z.string().max(40).nullable().optional(),
        email: z.string().max(200).nullable().optional(),
        address: z.string().max(2000).optional(),
        areaId: Uuid.optional(),
      }),
    }),
    output: z.object({ registrantId: Uuid }),
    errors: ['registry/not-found', 'registry/not-complete'],
  }),
  'registry.checkHousehold': query({
    access: 'registry.register',
    input: z.strictObject({ household: HouseholdInput }),
    output: z.object({
      issues: z.array(Issue),
      score: z.number().nullable(),
      band: z.string().nullable(),
      programs: z.array(
        z.object({ programId: Uuid, name: Text, answer: z.enum(['pass', 'fail', 'unknown']) }),
      ),
    }),
  }),
} as const;

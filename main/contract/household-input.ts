import { z } from 'zod';
import { Facts, PlainDate, Text, Uuid } from './scalars.ts';

/** One person of a household as entered. */
const PersonInput = z.strictObject({
  registrantId: Uuid.optional(),
  givenName: Text,
  additionalName: Text.optional(),
  familyName: Text.optional(),
  localName: Text.optional(),
  gender: z.enum(['female', 'male', 'other']).nullable(),
  birthDate: PlainDate.nullable(),
  birthDateExact: z.boolean(),
  phone: z.string().max(40).nullable().optional(),
  email: z.string().max(200).nullable().optional(),
  identifiers: z
    .array(
      z.strictObject({
        idType: z.string().max(40),
        value: z.string().max(100),
        expiryDate: PlainDate.nullable().optional(),
      }),
    )
    .max(10)
    .optional(),
  relationship: z.string().max(40),
  isHead: z.boolean(),
});
/** A household as entered: head first, members, living conditions, consent, documents by upload ticket. */
export const HouseholdInput = z.strictObject({
  groupKind: z.enum(['household', 'family']),
  areaId: Uuid,
  address: z.string().max(2000),
  facts: Facts,
  members: z.array(PersonInput).min(1).max(40),
  consent: z
    .strictObject({
      textVersion: z.string().max(20),
      language: z.string().max(8),
      method: z.enum(['signature', 'thumbprint', 'verbal-with-witness']),
      purposes: z.array(z.string().max(40)),
      witness: Text.nullable(),
    })
    .nullable(),
  documents: z
    .array(
      z.strictObject({
        ticket: z.string().max(64),
        tag: z.enum(['consent-form', 'id-proof', 'address-proof', 'photo', 'other']),
        memberIndex: z.int().min(-1),
      }),
    )
    .max(20),
});

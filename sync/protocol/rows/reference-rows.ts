import { z } from 'zod';
import {
  Currency,
  type Facts,
  Hex,
  Instant,
  LongText,
  Minor,
  PlainDate,
  ShortText,
  Uuid,
} from './scalars.ts';

/** Rows an office reads and the centre writes: areas, offices, users, programmes, cycles, providers, keys, money grants. */
export const referenceRows = {
  area: z.object({
    areaId: Uuid,
    parentId: Uuid.nullable(),
    code: z.string().max(40),
    name: ShortText,
    /** 0 = country, growing downwards; a village is the deepest level. */
    level: z.int().min(0).max(9),
  }),
  office: z.object({
    officeId: Uuid,
    officeNo: z.int().min(1).max(65535),
    code: z.string().max(16),
    name: ShortText,
    /** The office serves this area and everything below it. */
    areaId: Uuid,
  }),
  tenantPolicy: z.object({
    policyId: Uuid,
    tenantName: ShortText,
    currency: Currency,
    timeZone: z.string().max(64),
    defaultPhonePrefix: z.string().max(6),
    languages: z.array(z.string().max(8)),
    /** True only in a practice deployment: striped in the UI, refused by a release build. */
    practice: z.boolean(),
    /** Identifier types: [{code, name, pattern?, checksum?, length?}], see `#domain/registry/registrant`. */
    identifierTypes: z.json(),
    /** Question pack of `#domain/registry/question-pack`. */
    questionPack: z.json(),
    /** Consent text by language and its version. */
    consentText: z.json(),
    version: z.int(),
  }),
  officer: z.object({
    /** One account of one person; `personId` is what separation of duties compares. */
    userId: Uuid,
    userNo: z.int().min(1),
    personId: Uuid,
    login: z.string().max(60),
    displayName: ShortText,
    /** null = a user of the centre. */
    officeId: Uuid.nullable(),
    roles: z.array(z.string().max(40)),
    active: z.boolean(),
    /** Ed25519 public key registered by op `user-key.register`; null before first sign-in. */
    publicKey: Hex.nullable(),
    keyRegisteredAt: Instant.nullable(),
  }),
  program: z.object({
    programId: Uuid,
    programNo: z.int().min(1).max(65535),
    code: z.string().max(40),
    name: ShortText,
    description: LongText,
    targetType: z.enum(['group', 'individual']),
    currency: Currency,
    state: z.enum(['draft', 'active', 'paused', 'closing', 'closed']),
    /** Grows with every change of rules; results and approvals name it. */
    version: z.int().min(1),
    /** Eligibility expression (`#domain/eligibility/expression`). */
    eligibility: z.json(),
    /** PMT model (`#domain/eligibility/pmt`) or null. */
    pmt: z.json(),
    /** Entitlement manager (`#domain/entitlements/amount`). */
    entitlement: z.json(),
    /** Approval policy of cycles: {stages:[{no, role}]} (`#domain/approvals/approval-policy`). */
    approvalPolicy: z.json(),
    /** Approval policy of claims, same shape. */
    claimPolicy: z.json(),
    /** Days a voucher stays valid after the slice is approved. */
    voucherValidityDays: z.int().min(1),
    partialAllowed: z.boolean(),
    consentRequired: z.boolean(),
  }),
  cycle: z.object({
    cycleId: Uuid,
    programId: Uuid,
    /** As printed in vouchers, e.g. 202611. Unique within a programme. */
    cycleNo: z.int().min(1),
    name: ShortText,
    periodStart: PlainDate,
    periodEnd: PlainDate,
    state: z.enum(['draft', 'to_approve', 'approved', 'distributed', 'ended', 'cancelled']),
  }),
  provider: z.object({
    providerId: Uuid,
    providerNo: z.int().min(1),
    officeId: Uuid,
    name: ShortText,
    kind: z.enum(['shop', 'agent', 'hospital']),
    programIds: z.array(Uuid),
    contractFrom: PlainDate,
    contractTo: PlainDate,
    status: z.enum(['active', 'suspended']),
  }),
  fundReservation: z.object({
    reservationId: Uuid,
    programId: Uuid,
    cycleId: Uuid,
    officeId: Uuid,
    /** The device that may spend it. */
    deviceNo: z.int().min(1),
    amountMinor: Minor,
    currency: Currency,
    validUntil: PlainDate,
    /** JCS text of the grant and the centre's signature over it (g2p/grant/v1). */
    grant: z.string().max(2000),
    signature: Hex,
  }),
  issuingCertificate: z.object({
    certificateId: Uuid,
    kid: z.string().regex(/^[0-9a-f]{8}$/),
    programId: Uuid,
    officeId: Uuid,
    deviceNo: z.int().min(1),
    /** JCS text of `#domain/vouchers/issuing-certificate`, with the centre's signature (g2p/cert/v1). */
    certificate: z.string().max(4000),
    signature: Hex,
    revokedAt: Instant.nullable(),
  }),
  centreKey: z.object({
    keyId: Uuid,
    publicKey: Hex,
    purpose: z.enum(['centre']),
    validFrom: Instant,
    revokedAt: Instant.nullable(),
  }),
} as const;

/** Kept beside the reference rows because both the registry and the seeds need its type. */
export type FactsValue = z.infer<typeof Facts>;

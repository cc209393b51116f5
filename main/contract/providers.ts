import { z } from 'zod';
import { command, query } from './define.ts';
import { Instant, Minor, Pin, PlainDate, RequestId, Text, Uuid } from './scalars.ts';
import { VoucherCode } from './vouchers.ts';

/** Providers and what they claim back. */
const ClaimLine = z.object({
  claimLineId: Uuid,
  voucherId: Uuid,
  shortCode: z.string(),
  name: Text,
  amountMinor: Minor,
  serviceDate: PlainDate,
  verdict: z.enum(['fine', 'look', 'reject']),
  codes: z.array(z.string()),
  included: z.boolean(),
});
export const providers = {
  'providers.list': query({
    access: 'provider.read',
    input: z.strictObject({}),
    output: z.object({
      providers: z.array(
        z.object({
          providerId: Uuid,
          providerNo: z.int(),
          name: Text,
          kind: z.string(),
          status: z.string(),
          contractTo: PlainDate,
          unclaimedCount: z.int(),
          unclaimedMinor: Minor,
          currency: z.string(),
        }),
      ),
    }),
  }),
  'claims.list': query({
    access: 'provider.read',
    input: z.strictObject({ providerId: Uuid.optional() }),
    output: z.object({
      claims: z.array(
        z.object({
          claimId: Uuid,
          claimNo: z.string(),
          providerName: Text,
          periodFrom: PlainDate,
          periodTo: PlainDate,
          lineCount: z.int(),
          totalMinor: Minor,
          currency: z.string(),
          state: z.string(),
          preparedByName: Text,
        }),
      ),
    }),
  }),
  /** Checks the vouchers a provider hands in (scanned codes) or, with none given, everything redeemed there and not claimed. */
  'claims.check': query({
    access: 'claim.prepare',
    input: z.strictObject({
      providerId: Uuid,
      programId: Uuid,
      codes: z.array(VoucherCode).max(500).default([]),
    }),
    errors: ['providers/not-found', 'programs/not-found'],
    output: z.object({
      lines: z.array(ClaimLine),
      totalMinor: Minor,
      currency: z.string(),
      periodFrom: PlainDate,
      periodTo: PlainDate,
    }),
  }),
  'claims.submit': command({
    access: 'claim.prepare',
    audit: 'claims.submitted',
    input: z.strictObject({
      requestId: RequestId,
      providerId: Uuid,
      programId: Uuid,
      voucherIds: z.array(Uuid).min(1).max(500),
    }),
    output: z.object({ claimId: Uuid, claimNo: z.string(), totalMinor: Minor }),
    errors: ['providers/not-found', 'programs/not-found', 'claims/nothing-to-claim', 'claims/line-refused'],
  }),
  'claims.get': query({
    access: 'provider.read',
    input: z.strictObject({ claimId: Uuid }),
    errors: ['claims/not-found'],
    output: z.object({
      claimId: Uuid,
      claimNo: z.string(),
      providerName: Text,
      programName: Text,
      periodFrom: PlainDate,
      periodTo: PlainDate,
      totalMinor: Minor,
      currency: z.string(),
      state: z.string(),
      preparedByName: Text,
      manifestSha256: z.string(),
      lines: z.array(ClaimLine),
      stages: z.array(
        z.object({
          no: z.int(),
          role: z.string(),
          state: z.string(),
          byName: Text.nullable(),
          at: Instant.nullable(),
          reason: z.string().nullable(),
        }),
      ),
      actions: z.array(z.object({ action: z.string(), allowed: z.boolean(), reason: z.string().nullable() })),
    }),
  }),
  'claims.decide': command({
    access: 'claim.approve',
    audit: 'claims.decided',
    input: z.strictObject({
      requestId: RequestId,
      claimId: Uuid,
      decision: z.enum(['approve', 'return', 'reject']),
      reason: z.string().max(2000),
      pin: Pin,
      seen: z.strictObject({ manifestSha256: z.string(), totalMinor: Minor }),
    }),
    output: z.object({ state: z.string() }),
    errors: [
      'claims/not-found',
      'claims/wrong-state',
      'claims/reason-missing',
      'approval/manifest-changed',
      'approval/same-person',
      'approval/preparer',
      'approval/redeemer',
      'approval/wrong-role',
      'approval/stage-order',
      'identity/wrong-pin',
      'identity/locked-out',
    ],
  }),
} as const;

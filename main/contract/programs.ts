import { z } from 'zod';
import { command, query } from './define.ts';
import { Cursor, Instant, JobRef, Minor, Pin, PlainDate, RequestId, Text, Uuid } from './scalars.ts';

const Counts = z.object({ pass: z.int(), fail: z.int(), unknown: z.int() });
/** One rule of a decision as the officer reads it: what was seen, what was wanted. */
export const TraceLine = z.object({
  rule: z.string(),
  code: z.string(),
  answer: z.enum(['pass', 'fail', 'unknown']),
  seen: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  wanted: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  field: z.string().optional(),
});
const Stage = z.object({
  no: z.int(),
  role: z.string(),
  state: z.enum(['waiting', 'signed', 'returned', 'rejected']),
  byName: Text.nullable(),
  at: Instant.nullable(),
  reason: z.string().nullable(),
});

export const programs = {
  'programs.list': query({
    access: 'program.read',
    input: z.strictObject({}),
    output: z.object({
      programs: z.array(
        z.object({
          programId: Uuid,
          code: z.string(),
          name: Text,
          state: z.string(),
          targetType: z.string(),
          currency: z.string(),
          version: z.int(),
          enrolled: z.int(),
        }),
      ),
    }),
  }),
  'programs.get': query({
    access: 'program.read',
    input: z.strictObject({ programId: Uuid }),
    errors: ['programs/not-found'],
    output: z.object({
      programId: Uuid,
      code: z.string(),
      name: Text,
      description: z.string(),
      state: z.string(),
      targetType: z.string(),
      currency: z.string(),
      version: z.int(),
      rules: z.array(
        z.object({
          depth: z.int(),
          code: z.string(),
          data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
        }),
      ),
      pmt: z
        .object({
          version: z.string(),
          bands: z.array(z.object({ code: z.string(), max: z.number().nullable() })),
        })
        .nullable(),
      approvalStages: z.array(z.object({ no: z.int(), role: z.string() })),
      counts: z.object({ target: z.int(), enrolled: z.int(), notEligible: z.int() }),
      reservation: z
        .object({ grantedMinor: Minor, usedMinor: Minor, leftMinor: z.int(), currency: z.string() })
        .nullable(),
      lastRun: z.object({ at: Instant, counts: Counts, programVersion: z.int() }).nullable(),
    }),
  }),
  'eligibility.run': command({
    access: 'eligibility.run',
    audit: 'eligibility.run',
    input: z.strictObject({ requestId: RequestId, programId: Uuid }),
    output: JobRef,
    errors: ['programs/not-found', 'programs/not-active', 'programs/bad-rules', 'host/busy'],
  }),
  'eligibility.results': query({
    access: 'program.read',
    input: z.strictObject({
      programId: Uuid,
      answer: z.enum(['pass', 'fail', 'unknown']),
      cursor: Cursor.default(null),
      limit: z.int().min(1).max(200).default(100),
    }),
    output: z.object({
      counts: Counts,
      ranAt: Instant.nullable(),
      rows: z.array(
        z.object({
          registrantId: Uuid,
          name: Text,
          areaName: Text,
          score: z.number().nullable(),
          enrolmentState: z.string().nullable(),
          firstReason: TraceLine.nullable(),
        }),
      ),
      next: Cursor,
    }),
  }),
  'eligibility.explain': query({
    access: 'program.read',
    input: z.strictObject({ programId: Uuid, registrantId: Uuid }),
    errors: ['programs/not-found', 'registry/not-found', 'programs/bad-rules'],
    output: z.object({
      answer: z.enum(['pass', 'fail', 'unknown']),
      score: z.number().nullable(),
      trace: z.array(TraceLine),
      contributions: z.array(z.object({ term: z.string(), value: z.number() })),
      name: Text,
    }),
  }),
  'enrolment.enrol': command({
    access: 'enrolment.decide',
    audit: 'enrolment.enrolled',
    input: z.strictObject({
      requestId: RequestId,
      programId: Uuid,
      registrantIds: z.union([z.literal('all-eligible'), z.array(Uuid).min(1).max(500)]),
    }),
    output: JobRef,
    errors: [
      'programs/not-found',
      'programs/not-active',
      'programs/bad-rules',
      'enrolment/nobody-eligible',
      'host/busy',
    ],
  }),
  'cycles.list': query({
    access: 'program.read',
    input: z.strictObject({}),
    output: z.object({
      cycles: z.array(
        z.object({
          cycleId: Uuid,
          programId: Uuid,
          programName: Text,
          name: Text,
          cycleNo: z.int(),
          periodStart: PlainDate,
          periodEnd: PlainDate,
          state: z.string(),
          sliceState: z.string(),
          entitlementCount: z.int(),
          totalMinor: Minor,
          currency: z.string(),
        }),
      ),
    }),
  }),
  'cycles.get': query({
    access: 'program.read',
    input: z.strictObject({ cycleId: Uuid }),
    errors: ['cycles/not-found'],
    output: z.object({
      cycleId: Uuid,
      sliceId: Uuid.nullable(),
      programId: Uuid,
      programName: Text,
      name: Text,
      periodStart: PlainDate,
      periodEnd: PlainDate,
      currency: z.string(),
      sliceState: z.string(),
      preparation: z.int(),
      entitlementCount: z.int(),
      totalMinor: Minor,
      enrolled: z.int(),
      preparedByName: Text.nullable(),
      preparedAt: Instant.nullable(),
      manifestSha256: z.string().nullable(),
      reservation: z.object({ grantedMinor: Minor, usedMinor: Minor, leftMinor: z.int() }).nullable(),
      previous: z
        .object({
          name: Text,
          entitlementCount: z.int(),
          totalMinor: Minor,
          joined: z.int(),
          left: z.int(),
          changed: z.int(),
        })
        .nullable(),
      checks: z.array(z.object({ code: z.string(), count: z.int(), state: z.enum(['ok', 'look', 'stop']) })),
      stages: z.array(Stage),
      vouchers: z.object({ issued: z.int(), printed: z.int(), redeemed: z.int() }),
      actions: z.array(
        z.object({
          action: z.enum(['prepare', 'submit', 'approve', 'return', 'issue', 'print']),
          allowed: z.boolean(),
          reason: z.string().nullable(),
        }),
      ),
    }),
  }),
  'cycles.entitlements': query({
    access: 'program.read',
    input: z.strictObject({
      cycleId: Uuid,
      cursor: Cursor.default(null),
      limit: z.int().min(1).max(200).default(100),
      sample: z.boolean().default(false),
    }),
    output: z.object({
      rows: z.array(
        z.object({
          entitlementId: Uuid,
          registrantId: Uuid,
          name: Text,
          areaName: Text,
          amountMinor: Minor,
          state: z.string(),
        }),
      ),
      next: Cursor,
    }),
  }),
  'cycles.prepare': command({
    access: 'cycle.prepare',
    audit: 'cycles.prepared',
    input: z.strictObject({ requestId: RequestId, cycleId: Uuid }),
    output: JobRef,
    errors: [
      'cycles/not-found',
      'cycles/wrong-state',
      'cycles/nobody-enrolled',
      'cycles/no-reservation',
      'cycles/above-reservation',
      'programs/bad-rules',
      'host/busy',
    ],
  }),
  'cycles.submit': command({
    access: 'cycle.prepare',
    audit: 'cycles.submitted',
    input: z.strictObject({ requestId: RequestId, cycleId: Uuid }),
    output: z.object({ sliceState: z.string() }),
    errors: ['cycles/not-found', 'cycles/wrong-state', 'approval/manifest-changed'],
  }),
  'cycles.decide': command({
    access: 'cycle.approve',
    audit: 'cycles.decided',
    input: z.strictObject({
      requestId: RequestId,
      cycleId: Uuid,
      decision: z.enum(['approve', 'return', 'reject']),
      reason: z.string().max(2000),
      pin: Pin,
      seen: z.strictObject({ manifestSha256: z.string(), entitlementCount: z.int(), totalMinor: Minor }),
    }),
    output: z.object({ sliceState: z.string(), stage: z.int(), stages: z.int() }),
    errors: [
      'cycles/not-found',
      'cycles/wrong-state',
      'cycles/reason-missing',
      'cycles/above-reservation',
      'approval/manifest-changed',
      'approval/same-person',
      'approval/preparer',
      'approval/wrong-role',
      'approval/stage-order',
      'identity/wrong-pin',
      'identity/locked-out',
    ],
  }),
} as const;

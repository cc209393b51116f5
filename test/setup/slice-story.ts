import { randomBytes, randomUUID } from 'node:crypto';
import { type CycleManifest, manifestHash, manifestRefOf } from '#domain/approvals/manifest';
import {
  type ApprovalDecision,
  type ApprovalStatement,
  signStatement,
  statementHash,
} from '#domain/approvals/statement';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { canonicalJson } from '#domain/codec/jcs';
import { keyId } from '#domain/signing/ed25519';
import { signVoucher } from '#domain/vouchers/voucher-format';
import type { PayloadOf } from '#sync/protocol/op-fields';
import { type RowOf, replicatedTables, type TableName } from '#sync/protocol/rows/replicated-tables';
import { sliceManifest } from '#sync/protocol/slice-manifest';
import type { TestOffice, TestWorld } from './centre-world.ts';
import { recordEnrolled } from './registry-payloads.ts';
import type { TestDevice, TestOfficer } from './test-device.ts';

export const AMOUNT_MINOR = 100_000;
const AT = '2026-11-20T09:00:00.000Z';

/** An office's list as a PC would keep it while it goes through its stages. */
export type Story = {
  readonly world: TestWorld;
  readonly office: TestOffice;
  readonly device: TestDevice;
  readonly program: RowOf<'program'>;
  readonly cycle: RowOf<'cycle'>;
  readonly sliceId: string;
  readonly entitlements: readonly RowOf<'entitlement'>[];
  readonly manifest: CycleManifest;
};

/** Records `households` enrolled households and the prepared, submitted list of the cycle. */
export async function recordPreparedSlice(
  world: TestWorld,
  office: TestOffice,
  device: TestDevice,
  households: number,
  change: (manifest: CycleManifest) => CycleManifest = (manifest) => manifest,
): Promise<Story> {
  const enrolled = Array.from({ length: households }, () => recordEnrolled(device, world, office));
  const sliceId = randomUUID();
  const changes = await device.pullAll();
  const rowOf = (table: TableName) => changes.find((change) => change.table === table)?.row;
  const program = replicatedTables.program.parse(rowOf('program'));
  const cycle = replicatedTables.cycle.parse(rowOf('cycle'));
  const reservation = replicatedTables.fundReservation.parse(rowOf('fundReservation'));
  const ids = { sliceId, cycleId: world.cycleId, programId: world.programId, officeId: office.officeId };
  const validity = { validFrom: '2026-11-20', validUntil: '2027-01-18', currency: 'KES' };
  const lines = enrolled.map((one) => ({ entitlementId: randomUUID(), ...one, amountMinor: AMOUNT_MINOR }));
  const { preparer } = office.people;
  device.record('entitlements.prepare', { ...ids, preparation: 1, ...validity, lines }, preparer);
  const entitlements = lines.map(
    (line): RowOf<'entitlement'> => ({
      ...{ ...ids, ...validity, ...line, preparation: 1, state: 'draft' },
    }),
  );
  const made = sliceManifest({
    ...{ program, cycle, officeNo: office.officeNo, entitlements, reservation, preparedAt: AT },
    preparedByPerson: preparer.personId,
  });
  const manifest = change(made.manifest);
  device.record(
    'slice.prepare',
    preparePayload({ ...ids, manifest, text: canonicalJson(manifest) }),
    preparer,
  );
  device.record('slice.submit', { sliceId, preparation: 1, stagesRequired: 2 }, preparer);
  return { world, office, device, program, cycle, sliceId, entitlements, manifest };
}

function preparePayload(parts: {
  readonly sliceId: string;
  readonly cycleId: string;
  readonly programId: string;
  readonly officeId: string;
  readonly manifest: CycleManifest;
  readonly text: string;
}): PayloadOf<'slice.prepare'> {
  const { manifest, text, ...ids } = parts;
  return {
    ...ids,
    preparation: 1,
    entitlementCount: Number(manifest.entitlement_count),
    totalMinor: Number(manifest.total_minor),
    currency: manifest.currency,
    manifest: text,
    merkleRoot: hexToBytes(manifest.merkle_root),
    preparedAt: AT,
  };
}

export type Decision = {
  readonly stage: number;
  readonly decision?: ApprovalDecision;
  readonly previous?: ApprovalStatement | null;
  readonly change?: Partial<ApprovalStatement>;
};

/** Records one stage's decision, truly signed; gives the statement for the next stage to name. */
export function recordDecision(story: Story, by: TestOfficer, asked: Decision): ApprovalStatement {
  const { device, manifest, office, sliceId } = story;
  const { stage, decision = 'approve', previous = null, change = {} } = asked;
  const statement: ApprovalStatement = {
    v: 1,
    type: 'cycle-approval',
    manifest_sha256: bytesToHex(manifestHash(manifest)),
    stage,
    of: 2,
    decision,
    prev_statement_sha256: previous === null ? null : bytesToHex(statementHash(previous)),
    person: by.personId,
    user_kid: keyId(by.signer.publicKey),
    role: 'supervisor',
    scope: office.code,
    device_id: device.enrolment.deviceId,
    device_seq: '1',
    bundle_version: '0',
    signed_at: AT,
    shown: {
      count: manifest.entitlement_count,
      total_minor: manifest.total_minor,
      currency: manifest.currency,
      change_vs_last_cycle: null,
    },
    comment_sha256: '0'.repeat(64),
    ...change,
  };
  const signed = signStatement(statement, by.signer, device.signer);
  device.record(
    'slice.decide',
    {
      ...{ approvalId: randomUUID(), sliceId, preparation: 1, stage, decision },
      statement: canonicalJson({ ...signed.statement }),
      userSignature: hexToBytes(signed.user_signature),
      deviceSignature: hexToBytes(signed.device_signature),
      reason: decision === 'approve' ? '' : 'not yet',
      signedAt: AT,
    },
    by,
  );
  return statement;
}

/** Both stages by the two supervisors. */
export function recordApprovals(story: Story): void {
  const { supervisor, supervisor2 } = story.office.people;
  const previous = recordDecision(story, supervisor, { stage: 1 });
  recordDecision(story, supervisor2, { stage: 2, previous });
}

export type SignedVoucher = {
  readonly voucherId: string;
  readonly entitlementId: string;
  readonly bytes: Uint8Array;
};

/** Signs a voucher for each entitlement with the device's key; `change` makes wrong ones. */
export function signVouchers(
  story: Story,
  change: Partial<Parameters<typeof signVoucher>[0]> = {},
): readonly SignedVoucher[] {
  const { device, manifest, program, cycle, office } = story;
  const kid = keyId(device.signer.publicKey);
  const flags = { pinRequired: false, idNumberCheck: false, photoCheck: false, proxyAllowed: false };
  return story.entitlements.map((row) => {
    const voucherId = randomUUID();
    const payload = {
      ...{ kid, voucherId, manifestRef: manifestRefOf(manifest), programNo: program.programNo },
      flags: { ...flags, partialAllowed: false, providerBound: false },
      ...{ cycleNo: cycle.cycleNo, officeNo: office.officeNo, providerNo: 0 },
      value: { kind: 'cash', currencyNumeric: 404, amountMinor: row.amountMinor } as const,
      ...{ notBefore: row.validFrom, notAfter: row.validUntil, idTag: null, pinTag: null, reissueNo: 0 },
    };
    return {
      voucherId,
      entitlementId: row.entitlementId,
      bytes: signVoucher({ ...payload, ...change }, device.signer),
    };
  });
}

/** Records the issue of vouchers. */
export function recordIssue(story: Story, vouchers: readonly SignedVoucher[]): void {
  const { sliceId, office, world } = story;
  const registrants = new Map(story.entitlements.map((row) => [row.entitlementId, row.registrantId]));
  story.device.record(
    'vouchers.issue',
    {
      ...{ sliceId, officeId: office.officeId, programId: world.programId, cycleId: world.cycleId },
      ...{ issuedAt: AT, currency: 'KES' },
      lines: vouchers.map(({ entitlementId, bytes }) => ({
        entitlementId,
        registrantId: registrants.get(entitlementId) ?? randomUUID(),
        signedBytes: bytes,
      })),
    },
    office.people.officer,
  );
}

/** Payload of a redemption of a voucher at the office's provider. */
export function redeemPayload(
  story: Pick<Story, 'office'>,
  voucherId: string,
  changes: Partial<PayloadOf<'voucher.redeem'>> = {},
): PayloadOf<'voucher.redeem'> {
  return {
    redemptionId: randomUUID(),
    ...{ voucherId, providerId: story.office.providerId, amountMinor: AMOUNT_MINOR, method: 'presence' },
    ...{ redeemedOn: '2026-11-20', redeemedAt: AT, receiptNo: randomBytes(6).toString('hex') },
    ...changes,
  };
}

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type ClaimManifest, claimManifestHash, digestClaimLines } from '#domain/approvals/claim-manifest';
import type { ClaimStatement } from '#domain/approvals/claim-statement';
import { signStatement, statementHash } from '#domain/approvals/statement';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { canonicalJson } from '#domain/codec/jcs';
import { keyId } from '#domain/signing/ed25519';
import type { PayloadOf } from '#sync/protocol/op-fields';
import { type CentreFixture, createCentreFixture } from '../../../test/setup/centre-fixture.ts';
import { addDevice, createWorld, fundDevice, type TestWorld } from '../../../test/setup/centre-world.ts';
import {
  AMOUNT_MINOR,
  recordApprovals,
  recordIssue,
  recordPreparedSlice,
  redeemPayload,
  signVouchers,
} from '../../../test/setup/slice-story.ts';
import type { TestDevice, TestOfficer } from '../../../test/setup/test-device.ts';
import { readTrialBalance } from '../admin/oversight.ts';
import { sha256Hex } from '../keys/node-signing.ts';

let fixture: CentreFixture;
let world: TestWorld;
let device: TestDevice;
let redeemed: readonly PayloadOf<'voucher.redeem'>[];

const AT = '2026-11-20T09:00:00.000Z';

beforeAll(async () => {
  fixture = await createCentreFixture(inject('databaseUrl'), 'tawi_test_claims');
  world = await createWorld(fixture);
  device = await addDevice(fixture, world.officeA, { withKeys: true });
  await fundDevice(fixture, world, device, 4 * AMOUNT_MINOR);
  const story = await recordPreparedSlice(world, world.officeA, device, 4);
  recordApprovals(story);
  const vouchers = signVouchers(story);
  recordIssue(story, vouchers);
  redeemed = vouchers.map(({ voucherId }) => redeemPayload(story, voucherId));
  const clerk = world.officeA.people['voucher-clerk'];
  for (const payload of redeemed) device.record('voucher.redeem', payload, clerk);
  const verdicts = await device.verdicts();
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(verdicts.map(() => 'ACCEPTED'));
});
afterAll(() => fixture.close());

type Line = PayloadOf<'claim.submit'>['lines'][number];
type Changes = { readonly line?: Partial<Line>; readonly manifest?: Partial<ClaimManifest> };

/** A claim over some redemptions, with its manifest. */
function claimOf(
  redemptions: readonly PayloadOf<'voucher.redeem'>[],
  changes: Changes = {},
): { readonly payload: PayloadOf<'claim.submit'>; readonly manifest: ClaimManifest } {
  const claimId = randomUUID();
  const lines = redemptions.map(
    ({ redemptionId, voucherId, amountMinor, redeemedOn }): Line => ({
      ...{ claimLineId: randomUUID(), voucherId, redemptionId, amountMinor, serviceDate: redeemedOn },
      ...{ verdict: 'fine', codes: '', included: true },
      ...changes.line,
    }),
  );
  const digest = digestClaimLines(
    lines.map((line) => ({ ...line, receiptSha256: sha256Hex(line.redemptionId) })),
  );
  const period = { periodFrom: '2026-11-20', periodTo: '2026-11-20' };
  const manifest: ClaimManifest = {
    ...{ v: 1, type: 'claim-manifest', claim_id: claimId, programme: 'CASH-01', provider_no: 1 },
    ...{ period_from: period.periodFrom, period_to: period.periodTo, currency: 'KES' },
    ...{ line_count: String(digest.count), total_minor: String(digest.totalMinor) },
    ...{ merkle_root: digest.merkleRoot, prepared_at: AT },
    prepared_by: world.officeA.people['reimbursement-clerk'].personId,
    ...changes.manifest,
  };
  const { officeId, providerId } = world.officeA;
  const payload = {
    ...{ claimId, claimNo: claimId.slice(0, 8), providerId, programId: world.programId, officeId, ...period },
    ...{
      totalMinor: Number(digest.totalMinor),
      currency: 'KES',
      manifest: canonicalJson(manifest),
      preparedAt: AT,
    },
    lines,
  };
  return { payload, manifest };
}

function submit(claim: { readonly payload: PayloadOf<'claim.submit'> }): void {
  device.record('claim.submit', claim.payload, world.officeA.people['reimbursement-clerk']);
}

type Decision = {
  readonly stage: number;
  readonly role: string;
  readonly previous?: ClaimStatement;
  readonly decision?: 'approve' | 'return';
};

function decide(manifest: ClaimManifest, by: TestOfficer, asked: Decision): ClaimStatement {
  const { stage, role, previous, decision = 'approve' } = asked;
  const statement: ClaimStatement = {
    ...{
      v: 1,
      type: 'claim-approval',
      manifest_sha256: bytesToHex(claimManifestHash(manifest)),
      stage,
      of: 2,
    },
    ...{
      decision,
      person: by.personId,
      user_kid: keyId(by.signer.publicKey),
      role,
      scope: world.officeA.code,
    },
    prev_statement_sha256: previous === undefined ? null : bytesToHex(statementHash(previous)),
    ...{ device_id: device.enrolment.deviceId, device_seq: '1', bundle_version: '0', signed_at: AT },
    shown: {
      ...{
        count: manifest.line_count,
        total_minor: manifest.total_minor,
        currency: 'KES',
        change_vs_last_cycle: null,
      },
    },
    comment_sha256: '0'.repeat(64),
  };
  const signed = signStatement(statement, by.signer, device.signer);
  device.record(
    'claim.decide',
    {
      ...{
        claimApprovalId: randomUUID(),
        claimId: manifest.claim_id,
        stage,
        decision,
        reason: 'looked at',
        signedAt: AT,
      },
      statement: canonicalJson({ ...signed.statement }),
      userSignature: hexToBytes(signed.user_signature),
      deviceSignature: hexToBytes(signed.device_signature),
    },
    by,
  );
  return statement;
}

async function outcome() {
  return (await device.verdicts()).map(({ verdict, code }) => [verdict, code]);
}

describe('a provider’s claim', () => {
  it('is refused when a line, the total or the signed list is not what the centre knows', async () => {
    const [first] = redeemed;
    if (first === undefined) throw new Error('vouchers were redeemed');
    submit(claimOf([first], { line: { amountMinor: AMOUNT_MINOR + 1 } }));
    submit(claimOf([first], { line: { redemptionId: randomUUID() } }));
    submit(claimOf([first], { line: { voucherId: randomUUID() } }));
    submit(claimOf([first], { manifest: { merkle_root: 'f'.repeat(64) } }));
    submit(claimOf([first], { manifest: { total_minor: '1' } }));
    submit(claimOf([first], { manifest: { prepared_by: world.officeA.people.finance.personId } }));
    submit(claimOf([]));
    expect(await outcome()).toEqual([
      ['REJECTED', 'CONFLICT'],
      ['REJECTED', 'DEP_MISSING'],
      ['REJECTED', 'CONFLICT'],
      ['REJECTED', 'MANIFEST_CHANGED'],
      ['REJECTED', 'MANIFEST_CHANGED'],
      ['REJECTED', 'MANIFEST_CHANGED'],
      ['REJECTED', 'BAD_FORM'],
    ]);
  });

  it('holds its redemptions until it is returned; two persons in their roles approve it, nobody twice', async () => {
    const { finance, 'cash-manager': cashManager, 'reimbursement-clerk': clerk } = world.officeA.people;
    const returned = claimOf(redeemed.slice(0, 2));
    submit(returned);
    submit(claimOf(redeemed.slice(1, 3)));
    decide(returned.manifest, finance, { stage: 1, role: 'finance', decision: 'return' });
    const claim = claimOf(redeemed.slice(0, 3));
    submit(claim);
    decide(claim.manifest, cashManager, { stage: 2, role: 'cash-manager' });
    decide(claim.manifest, cashManager, { stage: 1, role: 'finance' });
    decide(claim.manifest, clerk, { stage: 1, role: 'finance' });
    const previous = decide(claim.manifest, finance, { stage: 1, role: 'finance' });
    decide(claim.manifest, finance, { stage: 2, role: 'cash-manager', previous });
    decide(claim.manifest, cashManager, { stage: 2, role: 'cash-manager', previous });
    decide(claim.manifest, cashManager, { stage: 2, role: 'cash-manager', previous });
    expect(await outcome()).toEqual([
      ['ACCEPTED', null],
      ['REJECTED', 'CONFLICT'],
      ['ACCEPTED', null],
      ['ACCEPTED', null],
      ['REJECTED', 'STAGE_ORDER'],
      ['REJECTED', 'NO_AUTHORITY'],
      ['REJECTED', 'NO_AUTHORITY'],
      ['ACCEPTED', null],
      ['REJECTED', 'NO_AUTHORITY'],
      ['ACCEPTED', null],
      ['REJECTED', 'STATE'],
    ]);
    const { accounts, sumMinor } = await readTrialBalance(fixture.admin);
    const balance = (account: string) => accounts.find((one) => one.account === account)?.balanceMinor;
    expect(sumMinor).toBe('0');
    expect(balance(`payable:${world.officeA.providerId}`)).toBe(String(3 * AMOUNT_MINOR));
    expect(balance(`receivable:${world.officeA.providerId}`)).toBe(String(AMOUNT_MINOR));
  });

  it('is approved by nobody who handed the goods out', async () => {
    const [, , , last] = redeemed;
    if (last === undefined) throw new Error('four vouchers were redeemed');
    const claim = claimOf([last]);
    submit(claim);
    const clerk = world.officeA.people['voucher-clerk'];
    decide(claim.manifest, clerk, { stage: 1, role: 'finance' });
    expect(await outcome()).toEqual([
      ['ACCEPTED', null],
      ['REJECTED', 'NO_AUTHORITY'],
    ]);
  });
});

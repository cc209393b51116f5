import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type CentreFixture, createCentreFixture } from '../../../test/setup/centre-fixture.ts';
import { addDevice, createWorld, fundDevice, type TestWorld } from '../../../test/setup/centre-world.ts';
import {
  AMOUNT_MINOR,
  recordApprovals,
  recordDecision,
  recordIssue,
  recordPreparedSlice,
  redeemPayload,
  type Story,
  signVouchers,
} from '../../../test/setup/slice-story.ts';
import type { TestDevice } from '../../../test/setup/test-device.ts';
import { readTrialBalance } from '../admin/oversight.ts';

let fixture: CentreFixture;
let world: TestWorld;
let device: TestDevice;

beforeAll(async () => {
  fixture = await createCentreFixture(inject('databaseUrl'), 'tawi_test_money');
});
afterAll(() => fixture.close());
beforeEach(async () => {
  fixture.setNow(Date.parse('2026-11-20T09:00:00.000Z'));
});
afterEach(() => {
  expect(fixture.faults).toEqual([]);
});

async function verdicts(): Promise<readonly (readonly [string, string | null])[]> {
  return (await device.verdicts()).map(({ verdict, code }) => [verdict, code] as const);
}

async function rows(table: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return fixture.database.transaction(fixture.tenantId, async (tx) => {
    const { rows: found } = await tx.client.query<Record<string, unknown>>(
      `SELECT to_jsonb(t) AS row FROM ${table} t WHERE tenant_id = $1`,
      [tx.tenantId],
    );
    return found.map(({ row }) => row as Record<string, unknown>);
  });
}

describe('a cycle from preparation to the provider', () => {
  let story: Story;

  beforeAll(async () => {
    world = await createWorld(fixture);
    device = await addDevice(fixture, world.officeA, { withKeys: true });
    await fundDevice(fixture, world, device, 6 * AMOUNT_MINOR);
  });

  it('prepares, approves by two people and takes the money from the grant of that device', async () => {
    story = await recordPreparedSlice(world, world.officeA, device, 6);
    expect(new Set((await verdicts()).map(String))).toEqual(new Set(['ACCEPTED,']));
    recordApprovals(story);
    expect(await verdicts()).toEqual([
      ['ACCEPTED', null],
      ['ACCEPTED', null],
    ]);
    expect(await rows('fund_balance')).toEqual([
      expect.objectContaining({ free_minor: 9_400_000, granted_minor: 0, spent_minor: 600_000 }),
    ]);
    expect(await rows('escrow')).toEqual([
      expect.objectContaining({ granted_minor: 600_000, spent_minor: 600_000, returned_minor: 0 }),
    ]);
  });

  it('takes the vouchers signed at the office, once', async () => {
    const vouchers = signVouchers(story);
    recordIssue(story, vouchers);
    recordIssue(story, signVouchers(story));
    expect(await verdicts()).toEqual([
      ['ACCEPTED', null],
      ['REJECTED', 'CONFLICT'],
    ]);
    expect(await rows('certificate_use')).toEqual([
      expect.objectContaining({ used_count: 6, used_total_minor: 600_000 }),
    ]);
    const [first = '', part = '', late = '', elsewhere = '', byOther = ''] = vouchers.map(
      (one) => one.voucherId,
    );
    const clerk = world.officeA.people['voucher-clerk'];
    const given = [
      redeemPayload(story, first),
      redeemPayload(story, first),
      redeemPayload(story, part, { amountMinor: AMOUNT_MINOR - 1 }),
      redeemPayload(story, late, { redeemedOn: '2027-01-19' }),
      redeemPayload(story, randomUUID()),
      redeemPayload(story, elsewhere, { providerId: world.officeB.providerId }),
    ];
    for (const payload of given) device.record('voucher.redeem', payload, clerk);
    device.record('voucher.redeem', redeemPayload(story, byOther), world.officeA.people.supervisor);
    expect(await verdicts()).toEqual([
      ['ACCEPTED', null],
      ['EXCEPTION', 'DOUBLE_REDEMPTION'],
      ['EXCEPTION', 'STATE'],
      ['EXCEPTION', 'VOUCHER_EXPIRED'],
      ['EXCEPTION', 'DEP_MISSING'],
      ['EXCEPTION', 'NO_AUTHORITY'],
      ['EXCEPTION', 'NO_AUTHORITY'],
    ]);
    const states = (await rows('redemption')).map((row) => [row['voucher_id'], row['state']]);
    const ofFirst = states.filter(([voucherId]) => voucherId === first).map(([, state]) => String(state));
    expect(ofFirst.sort()).toEqual(['accepted', 'duplicate']);
    expect((await rows('exception_case')).length).toBe(6);
    expect((await readTrialBalance(fixture.admin)).sumMinor).toBe('0');
  });

  it('keeps its own books: loss is what was given out twice, the rest is owed', async () => {
    const { accounts } = await readTrialBalance(fixture.admin);
    const { officeId, providerId } = world.officeA;
    const balances = Object.fromEntries(accounts.map(({ account, balanceMinor }) => [account, balanceMinor]));
    expect(balances).toEqual({
      source: '-10000000',
      fund: '9400000',
      [`reserved:${officeId}`]: '0',
      [`committed:${officeId}`]: '100001',
      [`receivable:${providerId}`]: '399999',
      [`receivable:${world.officeB.providerId}`]: '100000',
      [`disputed:${providerId}`]: '100000',
      loss: '-100000',
    });
  });
});

describe('approvals that do not hold', () => {
  let story: Story;

  beforeAll(async () => {
    device = await addDevice(fixture, world.officeB, { withKeys: true });
    await fundDevice(fixture, world, device, AMOUNT_MINOR);
    story = await recordPreparedSlice(world, world.officeB, device, 2);
    await device.verdicts();
  });

  it('are refused one by one, and the money is never overdrawn', async () => {
    const { supervisor, supervisor2, preparer, finance } = world.officeB.people;
    recordDecision(story, supervisor2, { stage: 2 });
    recordDecision(story, preparer, { stage: 1 });
    recordDecision(story, supervisor, { stage: 1, change: { shown: { ...shown(), count: '9' } } });
    recordDecision(story, supervisor, { stage: 1, change: { manifest_sha256: 'f'.repeat(64) } });
    recordDecision(story, finance, { stage: 1 });
    recordDecision({ ...story, device: otherSigner(story.device) }, supervisor, { stage: 1 });
    const first = recordDecision(story, supervisor, { stage: 1 });
    recordDecision(story, supervisor, { stage: 2, previous: first });
    recordDecision(story, supervisor2, { stage: 2 });
    recordDecision(story, supervisor2, { stage: 2, previous: first });
    expect(await verdicts()).toEqual([
      ['REJECTED', 'STAGE_ORDER'],
      ['REJECTED', 'NO_AUTHORITY'],
      ['REJECTED', 'MANIFEST_CHANGED'],
      ['REJECTED', 'MANIFEST_CHANGED'],
      ['REJECTED', 'NO_AUTHORITY'],
      ['REJECTED', 'BAD_SIGNATURE'],
      ['ACCEPTED', null],
      ['REJECTED', 'SAME_OFFICER'],
      ['REJECTED', 'STAGE_ORDER'],
      ['REJECTED', 'ESCROW_EXCEEDED'],
    ]);
    expect((await rows('escrow')).filter((row) => row['office_id'] === world.officeB.officeId)).toEqual([
      expect.objectContaining({ granted_minor: AMOUNT_MINOR, spent_minor: 0 }),
    ]);
    await fundDevice(fixture, world, device, AMOUNT_MINOR);
    recordDecision(story, supervisor2, { stage: 2, previous: first });
    expect(await verdicts()).toEqual([['ACCEPTED', null]]);
  });

  function shown() {
    return { count: '2', total_minor: '200000', currency: 'KES', change_vs_last_cycle: null };
  }

  /** Countersigns with the key of another PC. */
  function otherSigner(own: TestDevice): TestDevice {
    return { ...own, signer: world.officeB.people.finance.signer };
  }

  it('cannot be repaired by a voucher that says something else', async () => {
    const wrong = [
      { manifestRef: '00'.repeat(8) },
      { value: { kind: 'cash', currencyNumeric: 404, amountMinor: 1 } as const },
      { notAfter: '2030-01-01' },
      { officeNo: world.officeA.officeNo },
      { cycleNo: 1 },
    ];
    for (const change of wrong) recordIssue(story, signVouchers(story, change));
    recordIssue(story, signVouchers(story).toReversed());
    expect(await verdicts()).toEqual([
      ['REJECTED', 'MANIFEST_CHANGED'],
      ['REJECTED', 'MANIFEST_CHANGED'],
      ['REJECTED', 'MANIFEST_CHANGED'],
      ['REJECTED', 'BAD_SIGNATURE'],
      ['REJECTED', 'MANIFEST_CHANGED'],
      ['ACCEPTED', null],
    ]);
  });
});

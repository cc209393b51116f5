import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Tx } from '#db/postgres/database';
import { spendEscrow, spendVouchers } from '#db/postgres/repositories/funds';
import { type CentreFixture, createCentreFixture, expectOk } from '../../../test/setup/centre-fixture.ts';
import { addDevice, createWorld, fundDevice, type TestWorld } from '../../../test/setup/centre-world.ts';
import {
  AMOUNT_MINOR,
  recordApprovals,
  recordIssue,
  recordPreparedSlice,
  redeemPayload,
  type Story,
  signVouchers,
} from '../../../test/setup/slice-story.ts';
import type { TestDevice } from '../../../test/setup/test-device.ts';
import { reserveFunds } from '../admin/funds.ts';
import { readTrialBalance } from '../admin/oversight.ts';

let fixture: CentreFixture;
let world: TestWorld;
let holder: TestDevice;

beforeAll(async () => {
  fixture = await createCentreFixture(inject('databaseUrl'), 'tawi_test_parallel');
  world = await createWorld(fixture);
  holder = await addDevice(fixture, world.officeA, { withKeys: true });
  await fundDevice(fixture, world, holder, 3 * AMOUNT_MINOR);
});
afterAll(() => fixture.close());

function query<Row extends object>(text: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
  return fixture.database.transaction(fixture.tenantId, async (tx) => {
    const { rows } = await tx.client.query<Row>(text, [tx.tenantId, ...values]);
    return rows;
  });
}

describe('one voucher redeemed by twenty PCs at the same moment', () => {
  let story: Story;
  const others: TestDevice[] = [];

  beforeAll(async () => {
    story = await recordPreparedSlice(world, world.officeA, holder, 3);
    recordApprovals(story);
    for (let count = 0; count < 19; count += 1) others.push(await addDevice(fixture, world.officeA));
  });

  it('is taken once, by the PC that holds its lease; nineteen are cases, and the books still sum to zero', async () => {
    const [voucher] = signVouchers(story);
    const voucherId = voucher?.voucherId ?? '';
    recordIssue(story, voucher === undefined ? [] : [voucher]);
    await holder.verdicts();
    const clerk = story.office.people['voucher-clerk'];
    const devices = [holder, ...others];
    for (const device of devices) device.record('voucher.redeem', redeemPayload(story, voucherId), clerk);
    const replies = await Promise.all(devices.map((device) => device.verdicts()));
    const verdicts = replies.flat().map(({ verdict, code }) => `${verdict} ${code ?? ''}`);
    expect(verdicts[0]).toBe('ACCEPTED ');
    expect(
      verdicts.filter((text) => /^EXCEPTION (DOUBLE_REDEMPTION|LEASE_NOT_HELD)$/.test(text)).length,
    ).toBe(19);
    const states = await query<{ state: string; count: number }>(
      `SELECT state, count(*)::int AS count FROM redemption WHERE tenant_id = $1 AND voucher_id = $2
        GROUP BY 1 ORDER BY 1`,
      voucherId,
    );
    expect(states).toEqual([
      { state: 'accepted', count: 1 },
      { state: 'duplicate', count: 19 },
    ]);
    expect(
      await query(
        'SELECT redeemed_minor AS taken FROM voucher_balance WHERE tenant_id = $1 AND voucher_id = $2',
        voucherId,
      ),
    ).toEqual([{ taken: AMOUNT_MINOR }]);
    expect((await readTrialBalance(fixture.admin)).sumMinor).toBe('0');
  });

  it('is accepted from the PC that holds its lease, and a case from any other', async () => {
    const [, second, third] = signVouchers(story);
    if (second === undefined || third === undefined) throw new Error('three vouchers were signed');
    recordIssue(story, [second, third]);
    await holder.verdicts();
    const clerk = story.office.people['voucher-clerk'];
    const [other] = others;
    other?.record('voucher.redeem', redeemPayload(story, third.voucherId), clerk);
    holder.record('voucher.redeem', redeemPayload(story, second.voucherId), clerk);
    const codes = (await Promise.all([holder.verdicts(), other?.verdicts()])).map(
      (reply) => reply?.[0]?.code,
    );
    expect(codes).toEqual([null, 'LEASE_NOT_HELD']);
    const withdrawn = (await holder.pullAll()).filter(
      ({ table, row }) => table === 'ledgerEntry' && row === null,
    );
    expect(withdrawn.length).toBeGreaterThan(0);
  });
});

describe('the constraints behind the rules', () => {
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => fixture.database.transaction(fixture.tenantId, work);

  it('let twenty parallel redemptions of a voucher take its face once', async () => {
    const spending = { voucherId: '0193a1f0-4c00-8001-8000-000000000001', faceMinor: 500, amountMinor: 500 };
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => inTx((tx) => spendVouchers(tx, [spending]))),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    const causes = tries.flatMap((entry) =>
      entry.status === 'rejected' ? [String(entry.reason.cause)] : [],
    );
    expect(new Set(causes.map((cause) => /"(\w+)"$/.exec(cause)?.[1]))).toEqual(
      new Set(['voucher_balance_within_face']),
    );
  });

  it('never let a fund fall below zero, whoever reserves at once', async () => {
    const device = await addDevice(fixture, world.officeB);
    const { officeId, deviceNo } = device.enrolment;
    const [fund] = await query<{ free: number }>(
      'SELECT free_minor AS free FROM fund_balance WHERE tenant_id = $1',
    );
    const amountMinor = Math.floor((fund?.free ?? 0) / 3) + 1;
    const asked = { cycleId: world.cycleId, officeId, deviceNo, amountMinor, validUntil: '2027-06-30' };
    const grants = await Promise.all(Array.from({ length: 12 }, () => reserveFunds(fixture.admin, asked)));
    expect(grants.filter((grant) => grant.ok).length).toBe(2);
    expect(new Set(grants.flatMap((grant) => (grant.ok ? [] : [grant.error.code])))).toEqual(
      new Set(['fund/not-enough']),
    );
    const [after] = await query<{ free: number; whole: boolean }>(
      `SELECT free_minor AS free, free_minor + granted_minor + spent_minor = total_minor AS whole
         FROM fund_balance WHERE tenant_id = $1`,
    );
    expect(after).toEqual({ free: (fund?.free ?? 0) - 2 * amountMinor, whole: true });
  });

  it('never let a device spend more than it was granted, in however many pieces', async () => {
    const device = await addDevice(fixture, world.officeB);
    const { officeId, deviceNo } = device.enrolment;
    const place = { cycleId: world.cycleId, officeId, deviceNo };
    for (const amountMinor of [300, 200]) {
      expectOk(await reserveFunds(fixture.admin, { ...place, amountMinor, validUntil: '2027-06-30' }));
    }
    const spending = { ...place, programId: world.programId, amountMinor: 60 };
    const spent = await Promise.all(
      Array.from({ length: 16 }, () => inTx((tx) => spendEscrow(tx, spending))),
    );
    expect(spent.filter(Boolean).length).toBe(8);
    expect(
      await query(
        'SELECT sum(spent_minor)::int AS spent FROM escrow WHERE tenant_id = $1 AND device_no = $2',
        deviceNo,
      ),
    ).toEqual([{ spent: 480 }]);
  });
});

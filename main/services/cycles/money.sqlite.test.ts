import { afterEach, describe, expect, it } from 'vitest';
import {
  CYCLE_ID,
  type MoneyOffice,
  moneyFixture,
  PROGRAM_ID,
  PROVIDER_ID,
} from '../../../test/setup/money-fixture.ts';

let office: MoneyOffice;
afterEach(() => office.remove());

const PIN = '123456';
async function prepared(): Promise<void> {
  const job = await office.as('preparer', 'cycles.prepare', {
    requestId: office.requestId(),
    cycleId: CYCLE_ID,
  });
  if (!job.ok) throw new Error(job.error.code);
  await office.jobDone(job.value.jobId);
}
async function cycle() {
  const reply = await office.as('first', 'cycles.get', { cycleId: CYCLE_ID });
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
}
async function submitted(): Promise<void> {
  await prepared();
  await office.as('preparer', 'cycles.submit', { requestId: office.requestId(), cycleId: CYCLE_ID });
}
async function decide(
  desk: 'first' | 'second' | 'preparer',
  decision: 'approve' | 'return' = 'approve',
  reason = '',
) {
  const { manifestSha256, entitlementCount, totalMinor } = await cycle();
  return office.as(desk, 'cycles.decide', {
    requestId: office.requestId(),
    cycleId: CYCLE_ID,
    decision,
    reason,
    pin: PIN,
    seen: { manifestSha256: manifestSha256 ?? '', entitlementCount, totalMinor },
  });
}
async function issued() {
  await submitted();
  await decide('first');
  await decide('second');
  const job = await office.as('officer', 'vouchers.issue', {
    requestId: office.requestId(),
    cycleId: CYCLE_ID,
  });
  if (!job.ok) throw new Error(job.error.code);
  await office.jobDone(job.value.jobId);
  const sheet = await office.as('officer', 'vouchers.sheet', { cycleId: CYCLE_ID });
  if (!sheet.ok) throw new Error(sheet.error.code);
  return sheet.value.vouchers;
}
const pay = (code: string) =>
  office.as('clerk', 'vouchers.redeem', {
    requestId: office.requestId(),
    code,
    amountMinor: 50_000,
    providerId: PROVIDER_ID,
    method: 'presence',
  });
const codeOf = (reply: { readonly ok: boolean; readonly error?: { readonly code: string } }): string =>
  reply.ok ? 'ok' : (reply.error?.code ?? '');

describe('a cycle', () => {
  it('is prepared within its reservation, poorest first, and twice gives the same list', async () => {
    office = moneyFixture({ households: 3, reservationMinor: 110_000 });
    await prepared();
    const first = await cycle();
    await prepared();
    const second = await cycle();
    expect([
      first.entitlementCount,
      first.totalMinor,
      first.sliceState,
      second.entitlementCount,
      second.preparation,
    ]).toEqual([2, 100_000, 'prepared', 2, 2]);
    const list = await office.as('first', 'cycles.entitlements', { cycleId: CYCLE_ID });
    expect(list.ok && list.value.rows.map((row) => row.name)).toEqual(['Household 1', 'Household 2']);
  });

  it('wants two distinct supervisors, none of them the preparer, and the numbers they saw', async () => {
    office = moneyFixture();
    await submitted();
    const { entitlementCount, totalMinor } = await cycle();
    const stale = await office.as('first', 'cycles.decide', {
      requestId: office.requestId(),
      cycleId: CYCLE_ID,
      decision: 'approve',
      reason: '',
      pin: PIN,
      seen: { manifestSha256: 'ff', entitlementCount, totalMinor },
    });
    const wrongPin = await office.as('first', 'cycles.decide', {
      requestId: office.requestId(),
      cycleId: CYCLE_ID,
      decision: 'approve',
      reason: '',
      pin: '000000',
      seen: { manifestSha256: 'ff', entitlementCount, totalMinor },
    });
    const codes = [
      codeOf(stale),
      codeOf(wrongPin),
      codeOf(await decide('preparer')),
      codeOf(await decide('first')),
      codeOf(await decide('first')),
      codeOf(await decide('second')),
    ];
    expect(codes).toEqual([
      'approval/manifest-changed',
      'identity/wrong-pin',
      'host/not-allowed',
      'ok',
      'approval/same-person',
      'ok',
    ]);
    expect((await cycle()).sliceState).toBe('approved');
  });

  it('goes back with a reason, and not without one', async () => {
    office = moneyFixture();
    await submitted();
    expect([
      codeOf(await decide('first', 'return')),
      codeOf(await decide('first', 'return', 'Two names look alike')),
    ]).toEqual(['cycles/reason-missing', 'ok']);
    expect((await cycle()).sliceState).toBe('returned');
  });

  it('stops everything when a row was changed behind its back', async () => {
    office = moneyFixture();
    await submitted();
    await decide('first');
    await decide('second');
    office.store.sync.write((tx) => {
      const [row] = tx.rows.all('entitlement');
      if (row !== undefined) tx.rows.upsert('entitlement', { ...row, amountMinor: row.amountMinor + 1 }, 1);
    });
    expect(
      codeOf(
        await office.as('officer', 'vouchers.issue', { requestId: office.requestId(), cycleId: CYCLE_ID }),
      ),
    ).toBe('approval/manifest-changed');
  });

  it('commits money in a balanced entry when the last supervisor signs', async () => {
    office = moneyFixture();
    await submitted();
    await decide('first');
    expect(office.store.read((tx) => tx.rows.all('ledgerEntry'))).toEqual([]);
    await decide('second');
    const entries = office.store.read((tx) => tx.rows.all('ledgerEntry'));
    expect(
      entries.map((entry) => [entry.kind, entry.lines.reduce((sum, line) => sum + line.amountMinor, 0)]),
    ).toEqual([['slice-approved', 0]]);
  });
});

describe('a voucher', () => {
  it('is signed under the certificate, no more than it allows', async () => {
    office = moneyFixture({ households: 3, maxCount: 2 });
    await submitted();
    await decide('first');
    await decide('second');
    expect(
      codeOf(
        await office.as('officer', 'vouchers.issue', { requestId: office.requestId(), cycleId: CYCLE_ID }),
      ),
    ).toBe('vouchers/certificate-limit');
  });

  it('is paid once, whole, and refused with its own words ever after', async () => {
    office = moneyFixture();
    const [one, two] = await issued();
    const code = one?.code ?? '';
    const flipped = `${code.slice(0, 100)}${code[100] === 'A' ? 'B' : 'A'}${code.slice(101)}`;
    const shown = await office.as('clerk', 'vouchers.inspect', { code });
    expect(shown.ok && [shown.value.name, shown.value.balanceMinor]).toEqual([one?.name, 50_000]);
    const byShortCode = await office.as('clerk', 'vouchers.inspect', { code: two?.shortCode ?? '' });
    const replies = [
      await pay(code),
      await pay(code),
      await pay(flipped),
      await office.as('clerk', 'vouchers.inspect', { code: 'HELLO' }),
    ];
    expect([byShortCode.ok, ...replies.map(codeOf)]).toEqual([
      true,
      'ok',
      'voucher/already-used',
      'voucher/bad-signature',
      'voucher/not-a-voucher',
    ]);
    const today = await office.as('clerk', 'vouchers.today', {});
    expect(today.ok && [today.value.paid, today.value.refused, today.value.totalMinor]).toEqual([
      1, 3, 50_000,
    ]);
  });

  it('answers the same request again without paying twice', async () => {
    office = moneyFixture();
    const [one] = await issued();
    const input = {
      requestId: office.requestId(),
      code: one?.code ?? '',
      amountMinor: 50_000,
      providerId: PROVIDER_ID,
      method: 'presence' as const,
    };
    const [first, again] = [
      await office.as('clerk', 'vouchers.redeem', input),
      await office.as('clerk', 'vouchers.redeem', input),
    ];
    expect([first.ok, again]).toEqual([true, first]);
    expect(office.store.read((tx) => tx.rows.all('redemption').length)).toBe(1);
  });
});

describe('a claim', () => {
  it('holds what was redeemed at the shop, once, and is approved by accountant and cash manager', async () => {
    office = moneyFixture();
    const [one] = await issued();
    await pay(one?.code ?? '');
    const check = await office.as('claims', 'claims.check', {
      providerId: PROVIDER_ID,
      programId: PROGRAM_ID,
    });
    const voucherIds = check.ok ? check.value.lines.map((line) => line.voucherId) : [];
    const claim = await office.as('claims', 'claims.submit', {
      requestId: office.requestId(),
      providerId: PROVIDER_ID,
      programId: PROGRAM_ID,
      voucherIds,
    });
    if (!claim.ok) throw new Error(claim.error.code);
    const again = await office.as('claims', 'claims.submit', {
      requestId: office.requestId(),
      providerId: PROVIDER_ID,
      programId: PROGRAM_ID,
      voucherIds,
    });
    const { claimId, totalMinor } = claim.value;
    const view = await office.as('finance', 'claims.get', { claimId });
    const seen = { manifestSha256: view.ok ? view.value.manifestSha256 : '', totalMinor };
    const sign = (desk: 'finance' | 'cash') =>
      office.as(desk, 'claims.decide', {
        requestId: office.requestId(),
        claimId,
        decision: 'approve',
        reason: '',
        pin: PIN,
        seen,
      });
    const codes = [
      codeOf(again),
      codeOf(await sign('cash')),
      codeOf(await sign('finance')),
      codeOf(await sign('finance')),
      codeOf(await sign('cash')),
    ];
    expect([totalMinor, ...codes]).toEqual([
      50_000,
      'claims/line-refused',
      'approval/wrong-role',
      'ok',
      'approval/same-person',
      'ok',
    ]);
    const done = await office.as('cash', 'claims.get', { claimId });
    expect(done.ok && done.value.state).toBe('cash_manager_approved');
  });
});

import { afterAll, describe, expect, it } from 'vitest';
import { GROUP_PROGRAM, officeFixture } from '../../../test/setup/office-fixture.ts';

const office = officeFixture({ roles: ['preparer'] });
office.seedHouseholds(20);
afterAll(office.remove);
const get = () => office.ask('programs.get', { programId: GROUP_PROGRAM });

describe('a programme', () => {
  it('is shown with its rules as lines, its score bands, who approves, and what is known of its people', async () => {
    expect(await get()).toEqual({
      ok: true,
      value: {
        programId: GROUP_PROGRAM,
        code: 'SNP',
        name: 'Household safety net',
        description: '',
        state: 'active',
        targetType: 'group',
        currency: 'ETB',
        version: 1,
        rules: [
          { depth: 0, code: 'all', data: { rule: 'household-safety-net' } },
          { depth: 1, code: 'pmt-below', data: { value: 50, rule: 'poor' } },
          { depth: 1, code: 'any', data: { rule: 'cares-for-someone' } },
          {
            depth: 2,
            code: 'cmp',
            data: { field: 'children_under_18', op: '>=', value: 1, rule: 'children' },
          },
          { depth: 2, code: 'cmp', data: { field: 'elderly_60_plus', op: '>=', value: 1, rule: 'elderly' } },
        ],
        pmt: {
          version: 'practice-pmt 1',
          bands: [
            { code: 'extreme', max: 35 },
            { code: 'poor', max: 50 },
            { code: 'near-poor', max: 65 },
            { code: 'not-poor', max: null },
          ],
        },
        approvalStages: [
          { no: 1, role: 'supervisor' },
          { no: 2, role: 'supervisor' },
        ],
        counts: { target: 20, enrolled: 0, notEligible: 0 },
        reservation: null,
        lastRun: null,
      },
    });
  });

  it('shows its last run and the money set aside for this PC', async () => {
    const { officeId, deviceNo } = office.context.office;
    office.store.sync.write((tx) => {
      const ids = { programId: GROUP_PROGRAM, cycleId: '00000000-0000-8000-8000-0000000000c1' };
      tx.rows.upsert(
        'cycle',
        {
          ...ids,
          cycleNo: 202_611,
          name: 'November',
          periodStart: '2026-11-01',
          periodEnd: '2026-11-30',
          state: 'approved',
        },
        1,
      );
      const money = {
        amountMinor: 7_500_000,
        currency: 'ETB',
        validUntil: '2026-12-31',
        grant: '{}',
        signature: '00',
      };
      tx.rows.upsert(
        'fundReservation',
        { ...ids, ...money, reservationId: '00000000-0000-8000-8000-0000000000c2', officeId, deviceNo },
        1,
      );
    });
    await office.ask('eligibility.run', { requestId: office.requestId(), programId: GROUP_PROGRAM });
    await office.jobs.idle();
    const reply = await get();
    if (!reply.ok) throw new Error(reply.error.code);
    const { lastRun, reservation } = reply.value;
    const { pass = 0, fail = 0, unknown = 0 } = lastRun?.counts ?? {};
    expect({ at: lastRun?.at, all: pass + fail + unknown, reservation }).toEqual({
      at: '2026-11-20T09:00:00.000Z',
      all: 20,
      reservation: { grantedMinor: 7_500_000, usedMinor: 0, leftMinor: 7_500_000, currency: 'ETB' },
    });
  });

  it('whose rules this app cannot read is still shown, and says so', async () => {
    office.store.sync.write((tx) => {
      const row = tx.rows.get('program', GROUP_PROGRAM);
      if (row !== undefined)
        tx.rows.upsert('program', { ...row, eligibility: { sometimes: true }, version: 2 }, 2);
    });
    const reply = await get();
    expect(reply.ok && reply.value.rules).toEqual([
      { depth: 0, code: 'unreadable', data: { path: 'eligibility', problem: 'unknown-word' } },
    ]);
    expect(await office.ask('programs.get', { programId: office.requestId() })).toEqual({
      ok: false,
      error: { code: 'programs/not-found' },
    });
  });
});

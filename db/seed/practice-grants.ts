import { addDays } from '#domain/time/plain-date';
import { practiceCycles, practiceMoney } from './practice-deployment.ts';
import { practiceIds } from './practice-ids.ts';
import type { PracticeOfficeKey } from './practice-users.ts';

/** What the centre gives one PC so that it can prepare, approve and sign vouchers without a line. Minor units. */
export type PracticeGrants = {
  readonly reservation: {
    readonly cycleId: string;
    readonly officeId: string;
    readonly deviceNo: number;
    readonly amountMinor: number;
    readonly validUntil: string;
  };
  readonly certificate: {
    readonly programId: string;
    readonly deviceNo: number;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly maxCount: number;
    readonly maxTotalMinor: number;
  };
};

/** Money for the open cycle until well into the next, and a certificate for a year. `today` is `YYYY-MM-DD`. */
export function practiceGrants(
  office: PracticeOfficeKey,
  deviceNo: number,
  today: string,
  householdsPerOffice: number,
): PracticeGrants {
  const money = practiceMoney(householdsPerOffice);
  return {
    reservation: {
      cycleId: openCycleId(today),
      officeId: practiceIds.office(office),
      deviceNo,
      amountMinor: money.reservationMinor,
      validUntil: addDays(today, 60),
    },
    certificate: {
      programId: practiceIds.program,
      deviceNo,
      // A few days back: the counter's clock may be a little behind, and tests sign yesterday's vouchers.
      notBefore: addDays(today, -30),
      notAfter: addDays(today, 365),
      maxCount: money.certificateCount,
      maxTotalMinor: money.certificateTotalMinor,
    },
  };
}

/** The cycle offices may prepare in this month. */
export function openCycleId(today: string): string {
  const open = practiceCycles(today).find(({ state }) => state === 'draft');
  return practiceIds.cycle(open?.cycleNo ?? 0);
}

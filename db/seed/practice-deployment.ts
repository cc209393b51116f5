import type { StagePolicy } from '#domain/approvals/approval-policy';
import type { EntitlementManager } from '#domain/entitlements/amount';
import { addDays, addMonths } from '#domain/time/plain-date';
import {
  practiceConsent,
  practiceEligibility,
  practiceIdentifierTypes,
  practicePmt,
  practiceQuestionPack,
} from './practice-policy.ts';
import type { PracticeOfficeKey } from './practice-users.ts';

export const practiceTenant = {
  code: 'practice',
  name: 'Practice safety net',
  currency: 'ETB',
  timeZone: 'Africa/Addis_Ababa',
  defaultPhonePrefix: '+251',
  languages: ['en', 'fr', 'ar'],
  practice: true,
  identifierTypes: practiceIdentifierTypes,
  questionPack: practiceQuestionPack,
  consentText: practiceConsent,
} as const;

export type PracticeOffice = {
  readonly key: PracticeOfficeKey;
  readonly code: string;
  readonly name: string;
  /** The district it serves, a code of `seedAreas`. */
  readonly areaCode: string;
};
export const practiceOffices: readonly PracticeOffice[] = [
  { key: 'A', code: 'DD04', name: 'Sabian', areaCode: 'ET-DD-SA' },
  { key: 'B', code: 'DD05', name: 'Harla', areaCode: 'ET-DD-HA' },
];

/** 500.00 per cycle and 120.00 for each of up to six members, in minor units. */
const entitlement: EntitlementManager = {
  kind: 'default',
  version: 1,
  roundToMinor: 1,
  transferFee: { kind: 'none' },
  amountPerCycleMinor: 50_000,
  amountPerMemberMinor: 12_000,
  mostMembers: 6,
};
const MOST_PER_HOUSEHOLD_MINOR = 50_000 + 6 * 12_000;

const approvalPolicy: StagePolicy = {
  stages: [
    { no: 1, role: 'supervisor', fromMinor: 0 },
    { no: 2, role: 'supervisor', fromMinor: 0 },
  ],
};
const claimPolicy: StagePolicy = {
  stages: [
    { no: 1, role: 'finance', fromMinor: 0 },
    { no: 2, role: 'cash-manager', fromMinor: 0 },
  ],
};

export const practiceProgram = {
  code: 'household-safety-net',
  name: 'Household Safety Net',
  description:
    'Cash vouchers every month for poor households who care for children or elderly people. Invented for practice.',
  targetType: 'group',
  currency: 'ETB',
  state: 'active',
  version: 1,
  eligibility: practiceEligibility,
  pmt: practicePmt,
  entitlement,
  approvalPolicy,
  claimPolicy,
  voucherValidityDays: 60,
  partialAllowed: false,
  consentRequired: true,
} as const;

export type PracticeProvider = {
  readonly office: PracticeOfficeKey;
  readonly name: string;
  readonly kind: 'shop' | 'agent';
};
export const practiceProviders: readonly PracticeProvider[] = [
  { office: 'A', name: 'Sabian Cooperative Shop', kind: 'shop' },
  { office: 'A', name: 'Gende Kore Market Agent', kind: 'agent' },
  { office: 'B', name: 'Harla Cooperative Shop', kind: 'shop' },
  { office: 'B', name: 'Biyo Awale Market Agent', kind: 'agent' },
];

export type PracticeCycle = {
  /** As printed in vouchers: 202611. */
  readonly cycleNo: number;
  readonly name: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly state: 'ended' | 'draft';
};

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Last month's cycle, which is over, and this month's, which offices may prepare. `today` is `YYYY-MM-DD`. */
export function practiceCycles(today: string): readonly PracticeCycle[] {
  const thisMonth = `${today.slice(0, 7)}-01`;
  return [cycleOf(addMonths(thisMonth, -1), 'ended'), cycleOf(thisMonth, 'draft')];
}

function cycleOf(periodStart: string, state: PracticeCycle['state']): PracticeCycle {
  const [year = '', month = ''] = periodStart.split('-');
  return {
    cycleNo: Number(year + month),
    name: `${MONTHS[Number(month) - 1] ?? month} ${year}`,
    periodStart,
    periodEnd: addDays(addMonths(periodStart, 1), -1),
    state,
  };
}

/** Money and limits in minor units, so large that every household of an office could be served for a year. */
export type PracticeMoney = {
  readonly fundMinor: number;
  /** What one office's PC may commit in the open cycle. */
  readonly reservationMinor: number;
  readonly certificateCount: number;
  readonly certificateTotalMinor: number;
};

export function practiceMoney(householdsPerOffice: number): PracticeMoney {
  // The story registers and imports people on top of those who are there.
  const households = householdsPerOffice + 500;
  const reservationMinor = households * MOST_PER_HOUSEHOLD_MINOR;
  return {
    fundMinor: reservationMinor * practiceOffices.length * 12,
    reservationMinor,
    certificateCount: households * 12,
    certificateTotalMinor: reservationMinor * 12,
  };
}

import type { RowOf } from '#sync/protocol/rows/replicated-tables';

/** Rows for tests: plain, complete and equal on every run. `sampleId(7)` ends in 7. */
export function sampleId(n: number): string {
  return `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`;
}

const OFFICE = sampleId(900);
const PROGRAM = sampleId(901);
const CYCLE = sampleId(902);
const SLICE = sampleId(903);
const HASH = 'ab'.repeat(32);
const NOW = '2026-11-20T09:00:00.000Z';

export const sampleRegistrant: RowOf<'registrant'> = {
  registrantId: sampleId(1),
  kind: 'individual',
  groupKind: null,
  officeId: OFFICE,
  areaId: sampleId(910),
  registrationNo: null,
  name: 'Almaz Tesfaye',
  givenName: 'Almaz',
  additionalName: '',
  familyName: 'Tesfaye',
  localName: '',
  gender: 'female',
  birthDate: '1990-02-28',
  birthDateExact: true,
  phone: null,
  email: null,
  address: '',
  state: 'submitted',
  disabledReason: null,
  facts: {},
  importKey: null,
  registeredOn: '2026-11-20',
  registeredBy: 1,
};

export const sampleIdentifier: RowOf<'identifier'> = {
  identifierId: sampleId(1),
  registrantId: sampleId(1),
  officeId: OFFICE,
  idType: 'national-id',
  value: '1234-5678',
  expiryDate: null,
  status: 'valid',
};

export const sampleMembership: RowOf<'membership'> = {
  membershipId: sampleId(1),
  groupId: sampleId(2),
  individualId: sampleId(1),
  officeId: OFFICE,
  isHead: true,
  relationship: 'head',
  startDate: '2026-11-20',
  endDate: null,
  endReason: null,
};

export const sampleEnrolment: RowOf<'enrolment'> = {
  enrolmentId: sampleId(1),
  programId: PROGRAM,
  registrantId: sampleId(1),
  officeId: OFFICE,
  state: 'enrolled',
  enrolledOn: '2026-11-20',
  reason: null,
  programVersion: 1,
  score: 41.5,
  inputsSha256: HASH,
};

export const sampleProgram: RowOf<'program'> = {
  programId: PROGRAM,
  programNo: 1,
  code: 'CASH-01',
  name: 'Cash',
  description: '',
  targetType: 'group',
  currency: 'ETB',
  state: 'active',
  version: 1,
  eligibility: null,
  pmt: null,
  entitlement: null,
  approvalPolicy: null,
  claimPolicy: null,
  voucherValidityDays: 30,
  partialAllowed: false,
  consentRequired: true,
};

export const sampleApproval: RowOf<'approval'> = {
  approvalId: sampleId(1),
  sliceId: SLICE,
  officeId: OFFICE,
  preparation: 1,
  stage: 1,
  decision: 'approve',
  userNo: 2,
  personId: sampleId(52),
  statement: '{}',
  statementSha256: HASH,
  userSignature: '00',
  deviceSignature: '00',
  reason: '',
  signedAt: NOW,
};

export const sampleVoucher: RowOf<'voucher'> = {
  voucherId: sampleId(1),
  entitlementId: sampleId(1),
  sliceId: SLICE,
  cycleId: CYCLE,
  programId: PROGRAM,
  officeId: OFFICE,
  registrantId: sampleId(1),
  kid: '0123abcd',
  signedBytes: '00'.repeat(134),
  shortCode: 'ABCDEFGHJK0',
  amountMinor: 40_000,
  currency: 'ETB',
  validFrom: '2026-11-01',
  validUntil: '2026-11-30',
  state: 'signed',
  reissueNo: 0,
  heldByDevice: 3,
  issuedBy: 4,
  issuedAt: NOW,
  copiesPrinted: 0,
};

export const sampleRedemption: RowOf<'redemption'> = {
  redemptionId: sampleId(1),
  voucherId: sampleId(1),
  entitlementId: sampleId(1),
  programId: PROGRAM,
  cycleId: CYCLE,
  officeId: OFFICE,
  registrantId: sampleId(1),
  providerId: sampleId(60),
  amountMinor: 40_000,
  currency: 'ETB',
  method: 'photo',
  deviceNo: 3,
  userNo: 5,
  personId: sampleId(55),
  redeemedOn: '2026-11-20',
  redeemedAt: NOW,
  receiptNo: 'R-1',
  state: 'recorded',
};

export const sampleClaim: RowOf<'claim'> = {
  claimId: sampleId(1),
  claimNo: 'C-1',
  providerId: sampleId(60),
  programId: PROGRAM,
  officeId: OFFICE,
  periodFrom: '2026-11-01',
  periodTo: '2026-11-30',
  lineCount: 1,
  totalMinor: 40_000,
  currency: 'ETB',
  state: 'submitted',
  manifest: '{}',
  manifestSha256: HASH,
  preparedBy: 6,
  preparedAt: NOW,
};

export const sampleClaimLine: RowOf<'claimLine'> = {
  claimLineId: sampleId(1),
  claimId: sampleId(1),
  officeId: OFFICE,
  voucherId: sampleId(1),
  redemptionId: sampleId(1),
  amountMinor: 40_000,
  serviceDate: '2026-11-20',
  verdict: 'fine',
  codes: [],
  included: true,
};

export const sampleClaimApproval: RowOf<'claimApproval'> = {
  claimApprovalId: sampleId(1),
  claimId: sampleId(1),
  officeId: OFFICE,
  stage: 1,
  decision: 'approve',
  userNo: 7,
  personId: sampleId(57),
  statement: '{}',
  statementSha256: HASH,
  userSignature: '00',
  deviceSignature: '00',
  reason: '',
  signedAt: NOW,
};

export const sampleLedgerEntry: RowOf<'ledgerEntry'> = {
  entryId: sampleId(1),
  officeId: OFFICE,
  programId: PROGRAM,
  cycleId: CYCLE,
  kind: 'redemption',
  refId: sampleId(1),
  currency: 'ETB',
  postedOn: '2026-11-20',
  postedAt: NOW,
  lines: [
    { account: 'entitlements', amountMinor: 40_000 },
    { account: 'payable', amountMinor: -40_000 },
  ],
};

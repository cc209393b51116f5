import type { InputOf, MethodName, Reply } from '#contract/contract';
import { bytesToHex } from '#domain/codec/bytes';
import { keyId } from '#domain/signing/ed25519';
import { encodeIssuingCertificate, signIssuingCertificate } from '#domain/vouchers/issuing-certificate';
import { nodeSigner } from '#host/adapters/node-ed25519';
import type { SyncTx } from '#ports/sync-store';
import { cycleFeature } from '#services/cycles/cycle-feature';
import { jobHandlers } from '#services/jobs/job-handlers';
import { providerFeature } from '#services/providers/provider-feature';
import { voucherFeature } from '#services/vouchers/voucher-feature';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { OFFICE, type TempOffice, tempOffice } from '../../main/core/testing/temp-office.ts';

const id = (kind: string, no: number): string =>
  `0193a1f0-4c00-80${kind}-8000-${no.toString(16).padStart(12, '0')}`;
export const PROGRAM_ID = id('f1', 1);
export const CYCLE_ID = id('f2', 1);
export const PROVIDER_ID = id('f3', 1);
const centre = nodeSigner(new Uint8Array(32).fill(9));
const role = {
  preparer: ['preparer'],
  first: ['supervisor'],
  second: ['supervisor'],
  officer: ['officer'],
  clerk: ['voucher-clerk'],
  claims: ['reimbursement-clerk'],
  finance: ['finance'],
  cash: ['cash-manager'],
} as const;
export type Desk = keyof typeof role;

export type MoneyOffice = TempOffice & {
  /** A call by one of the office's people, each in a window of their own. */
  readonly as: <N extends MethodName>(desk: Desk, name: N, input: InputOf<N>) => Promise<Reply<N>>;
  readonly jobDone: (jobId: string) => Promise<void>;
  readonly households: readonly string[];
  readonly centreSigner: typeof centre;
};

/** An office with enrolled households, a reservation and an issuing certificate: everything a cycle needs, offline. */
export function moneyFixture({
  households = 3,
  reservationMinor = 1_000_000,
  maxCount = 100,
} = {}): MoneyOffice {
  const features = [cycleFeature(), voucherFeature(), providerFeature()];
  const office = tempOffice({
    handlers: Object.assign({}, jobHandlers(), ...features.map((feature) => feature.handlers)),
    jobKinds: features.flatMap((feature) => feature.jobKinds ?? []),
    pin: '123456',
  });
  const ids = Array.from({ length: households }, (_, at) => id('b1', at + 1));
  office.store.sync.write((tx) =>
    putMoney(tx, { households: ids, reservationMinor, maxCount, device: office.context.device.publicKey }),
  );
  for (const desk of Object.keys(role)) office.signIn(role[desk as Desk], desk);
  return {
    ...office,
    households: ids,
    centreSigner: centre,
    as: (desk, name, input) => office.call(name, input, desk) as Promise<Reply<typeof name>>,
    jobDone: (jobId) => jobDone(office, jobId),
  };
}

async function jobDone(office: TempOffice, jobId: string): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    const job = office.store.read((tx) => tx.office.jobs.get(jobId));
    if (job !== undefined && job.state !== 'running') {
      if (job.state !== 'done')
        throw new Error(`job ${job.state}: ${job.error ?? ''} ${office.logLines.join(' ')}`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('the job did not end');
}

type Money = {
  readonly households: readonly string[];
  readonly reservationMinor: number;
  readonly maxCount: number;
  readonly device: Uint8Array;
};
function putMoney({ rows }: SyncTx, money: Money): void {
  const { officeId } = OFFICE;
  rows.upsert('program', program, 1);
  rows.upsert(
    'cycle',
    {
      cycleId: CYCLE_ID,
      programId: PROGRAM_ID,
      cycleNo: 202611,
      name: 'November 2026',
      periodStart: '2026-11-01',
      periodEnd: '2026-11-30',
      state: 'draft',
    },
    1,
  );
  rows.upsert(
    'centreKey',
    {
      keyId: id('f4', 1),
      publicKey: bytesToHex(centre.publicKey),
      purpose: 'centre',
      validFrom: '2026-01-01T00:00:00.000Z',
      revokedAt: null,
    },
    1,
  );
  rows.upsert(
    'provider',
    {
      providerId: PROVIDER_ID,
      providerNo: 1,
      officeId,
      name: 'Corner shop',
      kind: 'shop',
      programIds: [PROGRAM_ID],
      contractFrom: '2020-01-01',
      contractTo: '2030-12-31',
      status: 'active',
    },
    1,
  );
  putReservation(rows, money.reservationMinor);
  putCertificate(rows, money);
  for (const [at, registrantId] of money.households.entries()) putHousehold(rows, registrantId, at + 1);
}

function putReservation(rows: SyncTx['rows'], amountMinor: number): void {
  const { officeId, deviceNo } = OFFICE;
  rows.upsert(
    'fundReservation',
    {
      reservationId: id('f5', 1),
      programId: PROGRAM_ID,
      cycleId: CYCLE_ID,
      officeId,
      deviceNo,
      amountMinor,
      currency: 'ETB',
      validUntil: '2030-12-31',
      grant: '{}',
      signature: '',
    },
    1,
  );
}

function putCertificate(rows: SyncTx['rows'], money: Money): void {
  const { officeId, officeNo, deviceNo } = OFFICE;
  const certificate = signIssuingCertificate(
    {
      v: 1,
      type: 'issuing-certificate',
      kid: keyId(money.device),
      public_key: bytesToHex(money.device),
      program_no: 1,
      office_no: officeNo,
      device_no: deviceNo,
      not_before: '2020-01-01',
      not_after: '2030-12-31',
      max_count: money.maxCount,
      max_total_minor: '100000000',
      issued_at: '2026-01-01T00:00:00.000Z',
    },
    centre,
  );
  rows.upsert(
    'issuingCertificate',
    {
      certificateId: id('f6', 1),
      kid: keyId(money.device),
      programId: PROGRAM_ID,
      officeId,
      deviceNo,
      certificate: encodeIssuingCertificate(certificate),
      signature: certificate.signature,
      revokedAt: null,
    },
    1,
  );
}

function putHousehold(rows: SyncTx['rows'], registrantId: string, no: number): void {
  const { officeId } = OFFICE;
  const household: RowOf<'registrant'> = {
    ...{
      registrantId,
      kind: 'group',
      groupKind: 'household',
      officeId,
      areaId: id('a1', 1),
      registrationNo: `DD04-${no}`,
    },
    ...{
      name: `Household ${no}`,
      givenName: `Household ${no}`,
      additionalName: '',
      familyName: '',
      localName: '',
      gender: null,
      birthDate: null,
      birthDateExact: false,
    },
    ...{
      phone: null,
      email: null,
      address: '',
      state: 'submitted',
      disabledReason: null,
      facts: {},
      importKey: null,
      registeredOn: '2026-11-01',
      registeredBy: 1,
    },
  };
  rows.upsert('registrant', household, 1);
  rows.upsert(
    'enrolment',
    {
      enrolmentId: id('e1', no),
      programId: PROGRAM_ID,
      registrantId,
      officeId,
      state: 'enrolled',
      enrolledOn: '2026-11-01',
      reason: null,
      programVersion: 1,
      score: 30 + no,
      inputsSha256: '0'.repeat(64),
    },
    1,
  );
}

const program: RowOf<'program'> = {
  ...{
    programId: PROGRAM_ID,
    programNo: 1,
    code: 'SNP',
    name: 'Household safety net',
    description: '',
    targetType: 'group',
    currency: 'ETB',
    state: 'active',
    version: 1,
  },
  eligibility: { all: [] },
  pmt: null,
  entitlement: { kind: 'default', version: 1, amountPerCycleMinor: 50_000 },
  approvalPolicy: {
    stages: [
      { no: 1, role: 'supervisor' },
      { no: 2, role: 'supervisor' },
    ],
  },
  claimPolicy: {
    stages: [
      { no: 1, role: 'finance' },
      { no: 2, role: 'cash-manager' },
    ],
  },
  ...{ voucherValidityDays: 30, partialAllowed: false, consentRequired: false },
};

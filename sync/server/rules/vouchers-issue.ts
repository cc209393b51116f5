import { decodeManifest, manifestRefOf } from '#domain/approvals/manifest';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { currencyByCode } from '#domain/money/currencies';
import { programAllows } from '#domain/programs/program-states';
import { ok, type Result } from '#domain/result';
import { keyId } from '#domain/signing/ed25519';
import {
  decodeIssuingCertificate,
  type IssuingCertificate,
  issuerFactsOf,
  verifyIssuingCertificate,
} from '#domain/vouchers/issuing-certificate';
import { verifyVoucher } from '#domain/vouchers/verify-voucher';
import { decodeVoucher, type ReadVoucher } from '#domain/vouchers/voucher-format';
import type { PayloadOf } from '#sync/protocol/op-fields';
import type { RowRef } from '#sync/protocol/projection';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import type { Refusal } from '../push/judgement.ts';
import { type Accepted, type OpRule, type RuleInput, refuse, requireRow } from './op-rule.ts';

type Input = RuleInput<'vouchers.issue'>;
type Line = PayloadOf<'vouchers.issue'>['lines'][number];

/** What every voucher of the operation must fit. */
type Frame = {
  readonly slice: RowOf<'cycleSlice'>;
  readonly program: RowOf<'program'>;
  readonly cycle: RowOf<'cycle'>;
  readonly office: RowOf<'office'>;
  readonly manifestRef: string;
  readonly currencyNumeric: number;
};

/** What an operation has taken of each certificate so far. */
type Uses = Map<string, { readonly count: number; readonly totalMinor: number }>;

/** A certificate the device may sign under, verified. */
type Licence = {
  readonly certificateId: string;
  readonly certificate: IssuingCertificate;
  readonly isRevoked: boolean;
};

/**
 * Vouchers signed at an office: each genuine under a certificate granted to that device, within its limits, for an
 * approved entitlement of exactly that amount, once. The limits are counted by the database.
 */
export const vouchersIssue: OpRule<'vouchers.issue'> = {
  permissions: ['voucher.issue'],
  creates: ['voucher'],
  reads: (payload) => [
    { table: 'program', key: payload.programId },
    { table: 'cycle', key: payload.cycleId },
    { table: 'office', key: payload.officeId },
    ...kidsOf(payload).map((kid): RowRef => ({ table: 'issuingCertificate', column: 'kid', value: kid })),
    ...payload.lines.flatMap(({ entitlementId }): readonly RowRef[] => [
      { table: 'entitlement', key: entitlementId },
      { table: 'voucher', column: 'entitlementId', value: entitlementId },
    ]),
  ],
  check: (input) => {
    const frame = frameOf(input);
    if (!frame.ok) return frame;
    const licences = licencesOf(input);
    const uses: Uses = new Map();
    for (const [index, line] of input.payload.lines.entries()) {
      const voucher = decodeVoucher(line.signedBytes);
      if (!voucher.ok) return refuse('BAD_FORM', { field: `lines.${index}.signedBytes` });
      const use = checkVoucher(input, frame.value, licences, uses, line, voucher.value);
      if (!use.ok) return refuse(use.error.code, { ...use.error.data, line: index });
      const { certificateId, amountMinor } = use.value;
      const before = uses.get(certificateId) ?? { count: 0, totalMinor: 0 };
      uses.set(certificateId, { count: before.count + 1, totalMinor: before.totalMinor + amountMinor });
    }
    const effects = [...uses].map(
      ([certificateId, use]) => ({ kind: 'use-certificate', certificateId, ...use }) as const,
    );
    return ok<Accepted>({ effects });
  },
};

/** Key ids stand at bytes 2–5 of a voucher; a line too short names none and is refused later. */
function kidsOf(payload: PayloadOf<'vouchers.issue'>): readonly string[] {
  return [...new Set(payload.lines.map(({ signedBytes }) => bytesToHex(signedBytes.subarray(2, 6))))];
}

function frameOf({ payload, rows }: Input): Result<Frame, Refusal> {
  const slice = requireRow(rows, 'cycleSlice', payload.sliceId);
  if (!slice.ok) return slice;
  const { state, manifest: text, cycleId, programId } = slice.value;
  if (state !== 'approved' && state !== 'released') return refuse('STATE', { from: state, to: 'released' });
  if (cycleId !== payload.cycleId || programId !== payload.programId)
    return refuse('BAD_FORM', { field: 'cycleId' });
  const program = requireRow(rows, 'program', programId);
  if (!program.ok) return program;
  const cycle = requireRow(rows, 'cycle', cycleId);
  if (!cycle.ok) return cycle;
  const office = requireRow(rows, 'office', slice.value.officeId);
  if (!office.ok) return office;
  if (!programAllows(program.value.state, 'issue'))
    return refuse('STATE', { from: program.value.state, to: 'issue' });
  const manifest = decodeManifest(text ?? '');
  const currency = currencyByCode(payload.currency);
  if (!manifest.ok || currency === undefined || payload.currency !== slice.value.currency) {
    return refuse('MANIFEST_CHANGED', { part: 'manifest' });
  }
  const manifestRef = manifestRefOf(manifest.value);
  return ok({
    ...{ slice: slice.value, program: program.value, cycle: cycle.value, office: office.value, manifestRef },
    currencyNumeric: currency.numeric,
  });
}

/** Certificates of this device under a key of the centre, by kid. */
function licencesOf({
  payload,
  rows,
  facts,
  device,
  verify,
}: Input): ReadonlyMap<string, readonly Licence[]> {
  const centreKeys = new Map(facts.centreKeys().map((key) => [keyId(hexToBytes(key)), hexToBytes(key)]));
  const licences = new Map<string, readonly Licence[]>();
  for (const kid of kidsOf(payload)) {
    const found = rows.list('issuingCertificate', 'kid', kid).flatMap((row): readonly Licence[] => {
      const signed = decodeIssuingCertificate(row.certificate);
      if (!signed.ok || row.deviceNo !== device.deviceNo) return [];
      const certificate = verifyIssuingCertificate(
        signed.value,
        (centreKid) => centreKeys.get(centreKid),
        verify,
      );
      if (!certificate.ok || certificate.value.device_no !== device.deviceNo) return [];
      return [
        {
          certificateId: row.certificateId,
          certificate: certificate.value,
          isRevoked: row.revokedAt !== null,
        },
      ];
    });
    licences.set(kid, found);
  }
  return licences;
}

function checkVoucher(
  input: Input,
  frame: Frame,
  licences: ReadonlyMap<string, readonly Licence[]>,
  uses: Uses,
  line: Line,
  voucher: ReadVoucher,
): Result<{ readonly certificateId: string; readonly amountMinor: number }, Refusal> {
  const { rows, verify } = input;
  const { payload } = voucher;
  const held = licences.get(payload.kid) ?? [];
  const genuine = verifyVoucher({
    voucher,
    // Dates are compared with the entitlement's below; a list may be issued before its first day.
    today: payload.notBefore,
    findIssuers: () => held.map((licence) => issuerFactsOf(licence.certificate, licence.isRevoked)),
    verify,
  });
  if (!genuine.ok)
    return refuse(genuine.error.code === 'voucher/issuer-revoked' ? 'KEY_REVOKED' : 'BAD_SIGNATURE', {
      reason: genuine.error.code,
    });
  const entitlement = requireRow(rows, 'entitlement', line.entitlementId);
  if (!entitlement.ok) return entitlement;
  const wrong = wrongPart(frame, entitlement.value, line, voucher);
  if (wrong !== undefined) return refuse('MANIFEST_CHANGED', { part: wrong });
  if (entitlement.value.state !== 'approved')
    return refuse('STATE', { from: entitlement.value.state, to: 'issued' });
  const others = rows.list('voucher', 'entitlementId', line.entitlementId);
  if (others.some((other) => other.state !== 'revoked' && other.state !== 'replaced')) {
    return refuse('CONFLICT', { field: 'entitlementId' });
  }
  const { amountMinor } = entitlement.value;
  const fitting = held.filter((candidate) => fits(candidate, frame, payload.notBefore));
  if (fitting.length === 0) return refuse('CERT_EXPIRED', { kid: payload.kid });
  const licence = fitting.find(({ certificateId }) => hasRoom(input, certificateId, uses, amountMinor));
  if (licence === undefined) return refuse('ESCROW_EXCEEDED', { limit: 'certificate' });
  return ok({ certificateId: licence.certificateId, amountMinor });
}

/** Is there one more voucher left in a certificate, after what this operation has taken of it? */
function hasRoom({ facts }: Input, certificateId: string, uses: Uses, amountMinor: number): boolean {
  const use = facts.certificateUse(certificateId);
  const taken = uses.get(certificateId) ?? { count: 0, totalMinor: 0 };
  return (
    use !== undefined &&
    use.usedCount + taken.count < use.maxCount &&
    use.usedTotalMinor + taken.totalMinor + amountMinor <= use.maxTotalMinor
  );
}

function fits({ certificate, isRevoked }: Licence, frame: Frame, notBefore: string): boolean {
  const isFor =
    certificate.program_no === frame.program.programNo && certificate.office_no === frame.office.officeNo;
  return !isRevoked && isFor && certificate.not_before <= notBefore && notBefore <= certificate.not_after;
}

/** The first thing on which the paper and the approved entitlement differ. */
function wrongPart(
  frame: Frame,
  entitlement: RowOf<'entitlement'>,
  line: Line,
  { payload }: ReadVoucher,
): string | undefined {
  const { value } = payload;
  if (entitlement.sliceId !== frame.slice.sliceId || entitlement.preparation !== frame.slice.preparation)
    return 'slice';
  if (entitlement.registrantId !== line.registrantId) return 'registrant';
  const isAmount =
    value.kind === 'cash' &&
    value.currencyNumeric === frame.currencyNumeric &&
    value.amountMinor === entitlement.amountMinor;
  if (!isAmount) return 'amount';
  if (payload.manifestRef !== frame.manifestRef) return 'manifest';
  const isPlace =
    payload.programNo === frame.program.programNo &&
    payload.cycleNo === frame.cycle.cycleNo &&
    payload.officeNo === frame.office.officeNo;
  if (!isPlace) return 'place';
  const isValidity =
    payload.notBefore === entitlement.validFrom && payload.notAfter === entitlement.validUntil;
  return isValidity ? undefined : 'validity';
}

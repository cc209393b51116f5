import { manifestRefOf } from '#domain/approvals/manifest';
import { hexToBytes } from '#domain/codec/bytes';
import { assert } from '#domain/invariant';
import { currencyByCode } from '#domain/money/currencies';
import { err, ok, type Result } from '#domain/result';
import { keyId, type Signer } from '#domain/signing/ed25519';
import {
  decodeIssuingCertificate,
  type IssuingCertificate,
  verifyIssuingCertificate,
} from '#domain/vouchers/issuing-certificate';
import { signVoucher } from '#domain/vouchers/voucher-format';
import type { OfficeContext } from '#host/call-context';
import { jobKind, type RunningJob } from '#host/jobs';
import type { ReadTx, WriteTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { findSliceFacts, type SliceFacts } from '../cycles/slice-facts.ts';
import { verifyListApproved } from '../cycles/verify-list.ts';

const vouchersPerChunk = 100;
type Input = { readonly cycleId: string };
type Code =
  | 'cycles/not-found'
  | 'cycles/wrong-state'
  | 'vouchers/no-certificate'
  | 'vouchers/certificate-limit'
  | 'approval/manifest-changed';
type Problem = { readonly code: Code; readonly data?: Readonly<Record<string, string | number>> };
type Ready = {
  readonly facts: SliceFacts;
  readonly slice: RowOf<'cycleSlice'>;
  readonly manifestRef: string;
  readonly kid: string;
  readonly waiting: readonly RowOf<'entitlement'>[];
};

/**
 * May vouchers be signed for this list now? The whole chain of approvals is verified again over the rows as they stand,
 * and the certificate the centre granted this PC must cover what is left to issue, in count and in money.
 */
export function checkIssuable(tx: ReadTx, cycleId: string, ctx: OfficeContext): Result<Ready, Problem> {
  const found = findSliceFacts(tx, cycleId, ctx.office);
  if (!found.ok) return found;
  const facts = found.value;
  const { slice, program } = facts;
  if (slice === undefined || !['approved', 'released'].includes(slice.state))
    return err({ code: 'cycles/wrong-state' });
  const approved = verifyListApproved(tx, facts, slice, ctx);
  if (!approved.ok) return err({ code: 'approval/manifest-changed', data: { part: approved.error.code } });
  const issued = new Set(
    tx.rows.list('voucher', 'sliceId', slice.sliceId).map((voucher) => voucher.entitlementId),
  );
  const waiting = tx.rows
    .list('entitlement', 'sliceId', slice.sliceId)
    .filter(
      (row) =>
        row.preparation === slice.preparation && row.state === 'approved' && !issued.has(row.entitlementId),
    );
  const kid = keyId(ctx.device.publicKey);
  const certificate = certificateFor(tx, kid, program, ctx);
  if (certificate === undefined) return err({ code: 'vouchers/no-certificate' });
  const before = tx.payments.issuedUnder(kid, program.programId);
  const total = before.totalMinor + waiting.reduce((sum, row) => sum + row.amountMinor, 0);
  if (
    before.count + waiting.length > certificate.max_count ||
    BigInt(total) > BigInt(certificate.max_total_minor)
  ) {
    return err({
      code: 'vouchers/certificate-limit',
      data: { maxCount: certificate.max_count, wantedCount: before.count + waiting.length },
    });
  }
  return ok({ facts, slice, manifestRef: manifestRefOf(approved.value), kid, waiting });
}

/** The certificate of this device for the programme that is valid today. */
function certificateFor(
  tx: ReadTx,
  kid: string,
  program: RowOf<'program'>,
  ctx: OfficeContext,
): IssuingCertificate | undefined {
  const today = ctx.clock.today();
  const centreKeys = new Map(
    tx.rows.all('centreKey').map((key) => [keyId(hexToBytes(key.publicKey)), hexToBytes(key.publicKey)]),
  );
  return tx.rows
    .list('issuingCertificate', 'kid', kid)
    .filter((row) => row.programId === program.programId && row.revokedAt === null)
    .flatMap((row) => {
      const read = decodeIssuingCertificate(row.certificate);
      const genuine = read.ok
        ? verifyIssuingCertificate(read.value, (centreKid) => centreKeys.get(centreKid), ctx.verify)
        : read;
      return genuine.ok ? [genuine.value] : [];
    })
    .find(
      (certificate) =>
        certificate.office_no === ctx.office.officeNo &&
        certificate.program_no === program.programNo &&
        certificate.not_before <= today &&
        today <= certificate.not_after,
    );
}

/** Signs the list's vouchers with this PC's key, in chunks; an interrupted run goes on where it stopped. */
export const issueVouchersJob = jobKind<Input>({
  kind: 'vouchers.issue',
  access: 'voucher.issue',
  changes: ['vouchers', 'cycles'],
  run: async (job) => {
    const ready = job.store.read((tx) => checkIssuable(tx, job.input.cycleId, job));
    if (!ready.ok) return ready;
    const { waiting } = ready.value;
    for (let at = 0; at < waiting.length; at += vouchersPerChunk) {
      const rows = waiting.slice(at, at + vouchersPerChunk);
      job.store.write((tx) => issueChunk(tx, job, ready.value, rows));
      await job.pause(Math.min(at + vouchersPerChunk, waiting.length), waiting.length);
    }
    return ok({ issued: waiting.length });
  },
});

function issueChunk(
  tx: WriteTx,
  job: RunningJob<Input>,
  ready: Ready,
  rows: readonly RowOf<'entitlement'>[],
): void {
  const { program, cycle, sliceId } = ready.facts;
  tx.operations.record({
    type: 'vouchers.issue',
    entity: sliceId,
    actor: job.actor,
    payload: {
      sliceId,
      officeId: job.office.officeId,
      programId: program.programId,
      cycleId: cycle.cycleId,
      issuedAt: new Date(job.clock.correctedMs()).toISOString(),
      currency: program.currency,
      lines: rows.map((row) => ({
        entitlementId: row.entitlementId,
        registrantId: row.registrantId,
        signedBytes: signOne(job, ready, row, job.device),
      })),
    },
  });
}

function signOne(
  job: RunningJob<Input>,
  ready: Ready,
  row: RowOf<'entitlement'>,
  signer: Signer,
): Uint8Array {
  const { program, cycle } = ready.facts;
  const currency = currencyByCode(row.currency);
  assert(currency !== undefined, () => `unknown currency ${row.currency}`);
  return signVoucher(
    {
      flags: {
        pinRequired: false,
        idNumberCheck: false,
        photoCheck: false,
        proxyAllowed: false,
        partialAllowed: program.partialAllowed,
        providerBound: false,
      },
      kid: ready.kid,
      voucherId: job.ids.next(),
      manifestRef: ready.manifestRef,
      programNo: program.programNo,
      cycleNo: cycle.cycleNo,
      officeNo: job.office.officeNo,
      providerNo: 0,
      value: { kind: 'cash', currencyNumeric: currency.numeric, amountMinor: row.amountMinor },
      notBefore: row.validFrom,
      notAfter: row.validUntil,
      idTag: null,
      pinTag: null,
      reissueNo: 0,
    },
    signer,
  );
}

import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { err, ok, type Result } from '#domain/result';
import type { Verify } from '#domain/signing/ed25519';
import type { SyncStore } from '#ports/sync-store';
import { auditReceiptMessage } from '../protocol/audit-receipt.ts';
import { paths } from '../protocol/paths.ts';
import { type AuditReceipt, syncSettings } from '../protocol/sync-settings.ts';
import { AuditPushReply } from '../protocol/wire.ts';
import type { DeviceRequest } from './device-request.ts';
import type { SyncFailure } from './sync-failure.ts';

const MAX_ROWS = 500;

export type AuditPushOptions = {
  readonly request: DeviceRequest;
  readonly store: SyncStore;
  readonly deviceId: string;
  /** Ed25519, 32 bytes. */
  readonly centrePublicKey: Uint8Array;
  readonly verify: Verify;
};
export type AuditPushStep = { readonly sent: number; readonly more: boolean };

/**
 * Sends the rows of the audit trail that the centre does not hold yet, at most 500. Its receipt is kept only when it
 * names a head of our own chain and carries the centre's signature.
 */
export async function pushAudit(options: AuditPushOptions): Promise<Result<AuditPushStep, SyncFailure>> {
  const { store } = options;
  const { from, rows } = store.read((tx) => {
    const known = readReceipt(tx.office.settings.get(syncSettings.auditReceipt))?.seq ?? 0;
    return { from: known, rows: tx.office.audit.rowsAfter(known, MAX_ROWS) };
  });
  if (rows.length === 0) return ok({ sent: 0, more: false });
  const reply = await options.request({
    method: 'POST',
    path: paths.audit,
    body: { kind: 'json', value: { rows: rows.map(({ row, hash }) => ({ row, hash: bytesToHex(hash) })) } },
    reply: { kind: 'json', schema: AuditPushReply },
    maxReplyBytes: 100_000,
  });
  if (!reply.ok) return reply;
  const receipt: AuditReceipt = reply.value;
  const named = rows.find(({ row }) => row.seq === receipt.seq);
  if (named === undefined || bytesToHex(named.hash) !== receipt.head) return rubbish('audit-head');
  const message = auditReceiptMessage({ deviceId: options.deviceId, ...receipt });
  if (!options.verify(hexToBytes(receipt.signature), message, options.centrePublicKey))
    return rubbish('audit-receipt');
  store.write((tx) => {
    const known = readReceipt(tx.office.settings.get(syncSettings.auditReceipt))?.seq ?? 0;
    if (receipt.seq > known) tx.office.settings.set(syncSettings.auditReceipt, receipt);
  });
  return ok({ sent: receipt.seq - from, more: rows.length === MAX_ROWS });
}

function readReceipt(value: unknown): AuditReceipt | undefined {
  const read = AuditPushReply.safeParse(value);
  return read.success ? read.data : undefined;
}

function rubbish(reason: string): Result<never, SyncFailure> {
  return err({ code: 'sync/rubbish', reason });
}

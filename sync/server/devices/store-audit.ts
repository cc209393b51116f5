import { z } from 'zod';
import { findAuditHead, insertAuditRows, listAuditRows } from '#db/postgres/repositories/audit-rows';
import { AUDIT_START, type AuditHead, type AuditRow, verifyAuditChain } from '#domain/audit/audit-chain';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import { auditReceiptMessage } from '#sync/protocol/audit-receipt';
import type { AuditPushReply } from '#sync/protocol/wire';
import { type CentreService, nowOf } from '../centre-service.ts';
import { nodeSha256 } from '../keys/node-signing.ts';
import type { AuthenticatedDevice } from './authenticate-device.ts';

export type AuditError =
  | { readonly code: 'audit/unreadable' }
  /** Rows before these are missing; the device goes on from here. */
  | { readonly code: 'audit/gap'; readonly expectedFrom: number }
  /** A row was changed, removed or added since the centre saw it. */
  | { readonly code: 'audit/broken-chain'; readonly seq: number };

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Row = z.strictObject({
  seq: z.int().min(1),
  at: z.string().max(30),
  hlc: z.string().max(24),
  actor: z.string().max(100),
  device: z.string().max(100),
  action: z.string().max(100),
  object: z.string().max(200),
  purpose: z.string().max(200).nullable(),
  before_sha: Hash.nullable(),
  after_sha: Hash.nullable(),
});
const SentRow = z.strictObject({ row: Row, hash: Hash });
type SentRow = { readonly row: AuditRow; readonly hash: string };

/**
 * Takes a stretch of a device's audit trail, recomputes its chain from what the centre holds and countersigns the head
 * (g2p/receipt/v1). Rows the centre has already must be the same; then they are only confirmed.
 */
export async function storeAudit(
  service: CentreService,
  { tenantId, device }: AuthenticatedDevice,
  sent: readonly unknown[],
): Promise<Result<z.infer<typeof AuditPushReply>, AuditError>> {
  const parsed = z.array(SentRow).min(1).safeParse(sent);
  if (!parsed.success) return err({ code: 'audit/unreadable' });
  const rows: readonly SentRow[] = parsed.data;
  const first = rows[0]?.row.seq ?? 1;
  return service.database.transaction(tenantId, async (tx) => {
    const { deviceNo, deviceId } = device;
    const held = (await findAuditHead(tx, deviceNo)) ?? { seq: 0, hash: bytesToHex(AUDIT_START.hash) };
    if (first > held.seq + 1) return err({ code: 'audit/gap', expectedFrom: held.seq + 1 });
    const [before] = await listAuditRows(tx, { deviceNo, after: first - 2, upTo: first - 1, limit: 1 });
    const start: AuditHead =
      before === undefined ? AUDIT_START : { seq: before.seq, hash: hexToBytes(before.hash) };
    const chain = verifyAuditChain(
      rows.map(({ row, hash }) => ({ row, hash: hexToBytes(hash) })),
      start,
      nodeSha256,
    );
    if (!chain.ok) return err({ code: 'audit/broken-chain', seq: chain.error.seq });
    const known = await listAuditRows(tx, { deviceNo, after: first - 1, upTo: held.seq, limit: rows.length });
    const changed = known.find((row, index) => rows[index]?.hash !== row.hash);
    if (changed !== undefined) return err({ code: 'audit/broken-chain', seq: changed.seq });
    const receivedAt = nowOf(service);
    const fresh = rows
      .map((entry, index) => ({ ...entry, prev: rows[index - 1]?.hash ?? bytesToHex(start.hash) }))
      .filter(({ row }) => row.seq > held.seq)
      .map(({ row, hash, prev }) => ({ deviceNo, seq: row.seq, row, hash, prev, receivedAt }));
    if (fresh.length > 0) await insertAuditRows(tx, fresh);
    const head = { seq: chain.value.seq, head: bytesToHex(chain.value.hash), at: receivedAt };
    const last = rows.at(-1);
    assert(last?.row.seq === head.seq, () => 'a verified chain ends with its last row');
    const signature = service.keys.signer.sign(auditReceiptMessage({ deviceId, ...head }));
    return ok({ ...head, signature: bytesToHex(signature) });
  });
}

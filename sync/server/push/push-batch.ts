import type { Tx } from '#db/postgres/database';
import { type DeviceRecord, findDevice, updateDevice } from '#db/postgres/repositories/devices';
import { appendOps, type LoggedOp, readVerdicts } from '#db/postgres/repositories/op-log.sql';
import { readTenantSettings } from '#db/postgres/repositories/tenants';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import {
  type Batch,
  type BatchError,
  type BatchItem,
  decodeBatch,
  verifyBatch,
} from '#sync/protocol/batch-codec';
import type { PushReplyBody, VerdictBody } from '#sync/protocol/wire';
import { type CentreService, nowOf } from '../centre-service.ts';
import { nodeSha256, nodeVerify } from '../keys/node-signing.ts';
import { correctedInstant } from './corrected-time.ts';
import { freezeDevice } from './freeze-device.ts';
import type { Judgement } from './judgement.ts';
import { createServerFacts } from './server-facts.ts';
import { storeBatch } from './store-batch.ts';
import { createDayLookup } from './tenant-day.ts';
import { verifyOnce } from './verify-once.ts';
import { createWorkingRows } from './working-rows.ts';

/** Why a batch is refused as a whole; nothing of it was stored. */
export type PushError =
  | BatchError
  | { readonly code: 'device/unknown' }
  | { readonly code: 'sync/other-device' }
  | { readonly code: 'DEVICE_FROZEN' }
  /** Two different histories under one device key: the device is frozen from now on. */
  | { readonly code: 'EQUIVOCATION'; readonly seq: number };

/** A batch as it came, over a request that the device has signed. */
export type PushRequest = {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly bytes: Uint8Array;
  /** The centre's clock minus the device's, from the signed time of the request. */
  readonly clockOffsetMs: number;
};

/**
 * Takes a device's batch (sync design 3.17): verified, placed on the device's chain, judged operation by operation,
 * stored with verdicts in one transaction. Sending it again gives the same verdicts. A batch that begins after an
 * operation the centre lacks stores nothing and says from where to go on.
 */
export async function pushBatch(
  service: CentreService,
  request: PushRequest,
): Promise<Result<PushReplyBody, PushError>> {
  const decoded = decodeBatch(request.bytes);
  if (!decoded.ok) return decoded;
  return service.database.transaction(request.tenantId, async (tx) => {
    const device = await findDevice(tx, request.deviceId, { lock: true });
    if (device === undefined) return err({ code: 'device/unknown' });
    if (device.state === 'frozen') return err({ code: 'DEVICE_FROZEN' });
    const batch = decoded.value;
    if (batch.dev !== device.deviceNo || batch.inc !== device.incarnation) {
      return err({ code: 'sync/other-device' });
    }
    if (batch.from > device.headSeq + 1) return ok(gapReply(device, batch));
    const items = verifyBatch({
      batch,
      deviceKey: hexToBytes(device.publicKey),
      verify: nodeVerify,
      sha256: nodeSha256,
    });
    if (!items.ok) return items;
    const current = { ...device, clockOffsetMs: request.clockOffsetMs };
    return takeItems(tx, service, current, batch, items.value);
  });
}

/** The verdict of a batch that cannot be placed yet: nothing of it was kept. */
function gapReply(device: DeviceRecord, batch: Batch): PushReplyBody {
  const gap: VerdictBody = {
    seq: batch.from,
    verdict: 'HELD',
    code: 'GAP',
    data: { expectedFrom: device.headSeq + 1 },
    caseId: null,
  };
  return { verdicts: [gap], lastSeq: device.headSeq, lastHead: device.headHash };
}

async function takeItems(
  tx: Tx,
  service: CentreService,
  device: DeviceRecord,
  batch: Batch,
  items: readonly BatchItem[],
): Promise<Result<PushReplyBody, PushError>> {
  const known = items.filter((item) => item.seq <= device.headSeq);
  const repeated = await repeatVerdicts(tx, device, known);
  const fork = repeated.forkAt ?? (forksAtHead(device, batch) ? batch.from : undefined);
  if (fork !== undefined) {
    await freezeDevice(tx, service, device, { reason: 'EQUIVOCATION', seq: fork });
    return err({ code: 'EQUIVOCATION', seq: fork });
  }
  const fresh = items.slice(known.length);
  const last = fresh.at(-1);
  if (last === undefined) {
    return ok({ verdicts: [...repeated.verdicts], lastSeq: device.headSeq, lastHead: device.headHash });
  }
  const verdicts = await storeFresh(tx, service, device, fresh);
  return ok({
    verdicts: [...repeated.verdicts, ...verdicts],
    lastSeq: last.seq,
    lastHead: bytesToHex(last.hash),
  });
}

/** A batch right behind our head must continue it; one that overlaps is compared operation by operation. */
function forksAtHead(device: DeviceRecord, batch: Batch): boolean {
  return batch.from === device.headSeq + 1 && bytesToHex(batch.prev) !== device.headHash;
}

/** The verdicts given before, for operations that are still the same; `forkAt` is the first that is not. */
async function repeatVerdicts(
  tx: Tx,
  device: DeviceRecord,
  known: readonly BatchItem[],
): Promise<{ readonly verdicts: readonly VerdictBody[]; readonly forkAt?: number }> {
  const first = known[0];
  if (first === undefined) return { verdicts: [] };
  const logged = await readVerdicts(tx, device, { from: first.seq, to: first.seq + known.length - 1 });
  const verdicts: VerdictBody[] = [];
  for (const [index, item] of known.entries()) {
    const before = logged[index];
    assert(
      before?.seq === item.seq,
      () => `operation ${item.seq} of device ${device.deviceNo} is not in the log`,
    );
    if (before.hash !== bytesToHex(item.hash)) return { verdicts: [], forkAt: item.seq };
    const { seq, code, data, caseId } = before;
    // A held operation has no final verdict to repeat yet.
    const verdict = before.verdict === 'HELD' ? 'HELD' : 'DUPLICATE';
    verdicts.push({ seq, verdict, code: asCode(code), data: { ...data, first: before.verdict }, caseId });
  }
  return { verdicts };
}

/** Codes in the log were written by this service, from the closed set. */
function asCode(code: string | null): VerdictBody['code'] {
  return code as VerdictBody['code'];
}

async function storeFresh(
  tx: Tx,
  service: CentreService,
  device: DeviceRecord,
  items: readonly BatchItem[],
): Promise<readonly VerdictBody[]> {
  const settings = await readTenantSettings(tx);
  assert(settings !== undefined, () => 'a tenant has a policy');
  const receivedAt = nowOf(service);
  const judgements = await storeBatch(tx, items, {
    device,
    rows: createWorkingRows(),
    facts: createServerFacts(),
    dayOf: createDayLookup(settings.timeZone),
    receivedAt,
    verify: verifyOnce(nodeVerify),
    onFault: (error, seq) => service.log.error({ err: error, deviceNo: device.deviceNo, seq }, 'rule failed'),
  });
  const logged = items.map((item, index) => logEntry(item, judgements[index], device, receivedAt));
  await appendOps(tx, device, logged);
  const last = items.at(-1);
  assert(last !== undefined, () => 'a batch holds at least one operation');
  await updateDevice(tx, device.deviceId, {
    headSeq: last.seq,
    headHash: bytesToHex(last.hash),
    clockOffsetMs: device.clockOffsetMs,
    lastSeen: receivedAt,
  });
  return logged.map(({ seq, verdict, code, data, caseId }) => ({
    ...{ seq, verdict, data, caseId },
    code: asCode(code),
  }));
}

const NIL_UUID = '00000000-0000-0000-0000-000000000000';

function logEntry(
  item: BatchItem,
  judgement: Judgement | undefined,
  device: DeviceRecord,
  receivedAt: string,
): LoggedOp {
  assert(judgement !== undefined, () => `operation ${item.seq} got no judgement`);
  const { verdict, code, data, caseId } = judgement;
  const op = item.op.ok ? item.op.value : undefined;
  return {
    ...{
      seq: item.seq,
      hash: bytesToHex(item.hash),
      bytes: item.bytes,
      verdict,
      code,
      data,
      caseId,
      receivedAt,
    },
    type: op?.type ?? 'unreadable',
    entity: op?.ent ?? NIL_UUID,
    actorNo: op?.actor ?? 0,
    correctedAt: op === undefined ? receivedAt : correctedInstant(op.hlc, device.clockOffsetMs, receivedAt),
  };
}

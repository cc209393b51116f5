import { hexToBytes } from '#domain/codec/bytes';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import type { Signer } from '#domain/signing/ed25519';
import type { Sha256 } from '#domain/signing/sha256';
import type { Clock } from '#ports/clock';
import type { LoggedOperation } from '#ports/operation-log';
import type { SyncReadTx, SyncStore } from '#ports/sync-store';
import { encodeBatch, signBatch } from '../protocol/batch-codec.ts';
import { paths } from '../protocol/paths.ts';
import { PushReply, type PushReplyBody } from '../protocol/wire.ts';
import type { DeviceRequest } from './device-request.ts';
import { type Settled, settleVerdicts } from './settle-verdicts.ts';
import type { SyncFailure } from './sync-failure.ts';

const MAX_OPS = 200;
const MAX_BYTES = 64_000;
/** A thin line that keeps breaking gets smaller batches, down to this. */
const MIN_BYTES = 4_000;

export type PushOptions = {
  readonly request: DeviceRequest;
  readonly store: SyncStore;
  readonly clock: Clock;
  readonly device: { readonly deviceNo: number; readonly incarnation: number; readonly signer: Signer };
  readonly genesisHash: string;
  readonly sha256?: Sha256;
};

/** `done`: nothing was waiting. `resumed`: the centre asked for earlier operations first. */
export type PushStep =
  | { readonly kind: 'done' }
  | { readonly kind: 'resumed'; readonly afterSeq: number }
  | ({ readonly kind: 'sent' } & Settled);
export type Pusher = { readonly step: () => Promise<Result<PushStep, SyncFailure>> };

/**
 * Sends what waits, one batch per step: at most 200 operations or 64 KB, signed by the device. A batch whose reply
 * was lost is simply sent again; the centre answers with the verdicts it gave. Each reply is settled in one
 * transaction, so a crash leaves either all of its verdicts or none.
 */
export function createPusher(options: PushOptions): Pusher {
  let maxBytes = MAX_BYTES;
  return {
    step: async () => {
      const batch = options.store.read((tx) => nextBatch(tx, options, maxBytes));
      if (batch === undefined) return ok({ kind: 'done' });
      options.store.write((tx) => tx.log.markSent(batch.operations.map((operation) => operation.opNo)));
      const reply = await send(options, batch);
      if (!reply.ok) {
        const isLine = reply.error.code === 'sync/no-line' || reply.error.code === 'sync/timeout';
        if (isLine) maxBytes = Math.max(MIN_BYTES, Math.floor(maxBytes / 2));
        return reply;
      }
      maxBytes = Math.min(MAX_BYTES, maxBytes * 2);
      return settle(options, batch, reply.value);
    },
  };
}

type NextBatch = { readonly prev: string; readonly operations: readonly LoggedOperation[] };

/** The oldest waiting operation and those that follow it without a gap: a chain has no holes. */
function nextBatch(tx: SyncReadTx, options: PushOptions, maxBytes: number): NextBatch | undefined {
  const { incarnation } = options.device;
  const waiting = tx.log.unsettled({ incarnation, limit: MAX_OPS, maxBytes });
  const first = waiting[0];
  if (first === undefined) return undefined;
  const gapAt = waiting.findIndex((operation, index) => operation.seq !== first.seq + index);
  const operations = gapAt < 0 ? waiting : waiting.slice(0, gapAt);
  const prev = first.seq === 1 ? options.genesisHash : tx.log.findBySeq(incarnation, first.seq - 1)?.hash;
  assert(prev !== undefined, () => `operation ${first.seq} has no predecessor in the log`);
  return { prev, operations };
}

async function send(options: PushOptions, batch: NextBatch): Promise<Result<PushReplyBody, SyncFailure>> {
  const { deviceNo, incarnation, signer } = options.device;
  const ops = batch.operations.map(({ cbor, seq }) => {
    assert(cbor !== null, () => `operation ${seq} waits without its bytes`);
    return cbor;
  });
  const from = batch.operations[0]?.seq ?? 0;
  const draft = { dev: deviceNo, inc: incarnation, from, prev: hexToBytes(batch.prev), ops };
  const bytes = encodeBatch(signBatch(draft, signer, options.sha256));
  return options.request({
    method: 'POST',
    path: paths.push,
    body: { kind: 'bytes', bytes },
    reply: { kind: 'json', schema: PushReply },
    maxReplyBytes: 4_000_000,
  });
}

function settle(options: PushOptions, batch: NextBatch, reply: PushReplyBody): Result<PushStep, SyncFailure> {
  const { incarnation } = options.device;
  const first = batch.operations[0]?.seq ?? 0;
  const hasGap = reply.verdicts.some((verdict) => verdict.code === 'GAP');
  if (hasGap || reply.lastSeq < first - 1) return resume(options, reply.lastSeq, first);
  const bySeq = new Map(batch.operations.map((operation) => [operation.seq, operation]));
  if (reply.verdicts.some((verdict) => !bySeq.has(verdict.seq))) return rubbish('verdict-of-another');
  const at = new Date(options.clock.correctedMs()).toISOString();
  const settled = options.store.write((tx) =>
    settleVerdicts(
      tx,
      reply.verdicts.map((verdict) => ({ verdict, operation: bySeq.get(verdict.seq) })),
      at,
    ),
  );
  const isStuck =
    !settled.operations.includes(first) && options.store.read((tx) => isWaiting(tx, incarnation, first));
  return isStuck ? rubbish('no-verdict') : ok({ kind: 'sent', ...settled });
}

/** The centre lacks earlier operations that we hold settled (it was restored): they wait again and go first. */
function resume(options: PushOptions, lastSeq: number, first: number): Result<PushStep, SyncFailure> {
  if (lastSeq >= first - 1) return rubbish('gap-without-need');
  options.store.write((tx) => tx.log.requeueAfter(options.device.incarnation, lastSeq));
  return ok({ kind: 'resumed', afterSeq: lastSeq });
}

function isWaiting(tx: SyncReadTx, incarnation: number, seq: number): boolean {
  const state = tx.log.findBySeq(incarnation, seq)?.state;
  return state === 'queued' || state === 'sent';
}

function rubbish(reason: string): Result<never, SyncFailure> {
  return err({ code: 'sync/rubbish', reason });
}

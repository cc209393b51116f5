import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { assert, InvariantError } from '#domain/invariant';
import type { Sha256 } from '#domain/signing/sha256';
import type { Clock } from '#ports/clock';
import type { ChainHead, OperationLogWrites, RowKey } from '#ports/operation-log';
import type { Actor, OperationRecorder } from '#ports/store';
import type { RecorderFactory, SyncTx } from '#ports/sync-store';
import { type Hlc, hlcFromBigint, hlcToBigint, tickHlc } from '../protocol/hlc.ts';
import type { Op } from '../protocol/op.ts';
import { genesisHash, opHash } from '../protocol/op-chain.ts';
import { encodeOp, signOpAsOfficer } from '../protocol/op-codec.ts';
import { encodePayload, type PayloadOf } from '../protocol/op-fields.ts';
import { type OpType, opTypes } from '../protocol/op-types.ts';
import type { RowWrite } from '../protocol/projection.ts';
import { projectOperation } from '../protocol/projections.ts';
import { keyColumn } from '../protocol/rows/replicated-tables.ts';

/** Version of every operation's fields as written by this program. */
const FIELDS_VERSION = 1;

export type RecorderOptions = {
  readonly deviceNo: number;
  readonly incarnation: number;
  readonly clock: Clock;
  readonly office: { readonly officeId: string };
  /** The host's fast hash; the domain's own when left out. */
  readonly sha256?: Sha256;
};

type Request<T extends OpType> = {
  readonly type: T;
  readonly payload: PayloadOf<T>;
  readonly entity: string;
  readonly actor: Actor;
  readonly scope?: string;
};

/**
 * Begins the chain of an incarnation at the hash of the device's certificate. Done once after enrolment; again with the
 * same certificate changes nothing, with another it throws.
 */
export function openDeviceChain(
  log: OperationLogWrites,
  device: { readonly certificate: string; readonly incarnation: number },
): void {
  const genesis = genesisHash(utf8Encode(device.certificate), device.incarnation);
  log.openChain(device.incarnation, bytesToHex(genesis));
}

/**
 * Makes the recorder of a writing transaction: operation, chain, shadow images and projected rows commit together or
 * not at all. Services have asked the domain before, so an operation that cannot be encoded or projected is a bug.
 */
export function createRecorder(options: RecorderOptions): RecorderFactory {
  return (tx) => ({ record: (request) => record(tx, options, request) });
}

function record<T extends OpType>(
  tx: SyncTx,
  options: RecorderOptions,
  request: Request<T>,
): ReturnType<OperationRecorder['record']> {
  const chain = tx.log.chainHead(options.incarnation);
  assert(chain !== undefined, () => `no chain for incarnation ${options.incarnation}`);
  const writes = project(tx, options, request);
  const op = signed(buildOp(tx, options, request, chain, writes), request);
  const cbor = encodeOp(op);
  const hash = bytesToHex(opHash(hexToBytes(chain.head), cbor, options.sha256));
  const rows = writes.map(rowKeyOf);
  const opNo = tx.log.append({
    incarnation: op.inc,
    seq: op.seq,
    hlc: op.hlc,
    type: request.type,
    entity: op.ent,
    scope: op.scope,
    actorNo: op.actor,
    cbor,
    hash,
    madeAt: new Date(options.clock.correctedMs()).toISOString(),
    rows,
  });
  for (const { table, key } of rows) tx.shadow.save(table, key);
  for (const { table, row } of writes) tx.rows.upsert(table, row);
  return { opNo, opHash: hash };
}

function project<T extends OpType>(
  tx: SyncTx,
  options: RecorderOptions,
  request: Request<T>,
): readonly RowWrite[] {
  const projected = projectOperation(request.type, request.payload, tx.rows, {
    deviceNo: options.deviceNo,
    actorNo: request.actor.userNo,
    actorPersonId: request.actor.personId,
    officeId: options.office.officeId,
  });
  if (projected.ok) return projected.value;
  const { error } = projected;
  const what = error.code === 'sync/bad-form' ? error.field : `${error.table} ${error.key}`;
  throw new InvariantError(`${request.type} cannot be projected: ${error.code} ${what}`);
}

function buildOp<T extends OpType>(
  tx: SyncTx,
  options: RecorderOptions,
  request: Request<T>,
  chain: ChainHead,
  writes: readonly RowWrite[],
): Op {
  return {
    v: 1,
    dev: options.deviceNo,
    inc: options.incarnation,
    seq: chain.nextSeq,
    hlc: hlcToBigint(tickHlc(lastReading(chain.lastHlc), options.clock.correctedMs())),
    type: request.type,
    tv: FIELDS_VERSION,
    scope: request.scope ?? `office:${options.office.officeId}`,
    ent: request.entity,
    base: baseOf(tx, request.entity, writes),
    f: encodePayload(request.type, request.payload),
    actor: request.actor.userNo,
  };
}

function lastReading(lastHlc: bigint): Hlc {
  const reading = hlcFromBigint(lastHlc);
  assert(reading.ok, () => `the log holds no clock reading: ${lastHlc}`);
  return reading.value;
}

/** Sequence of the main record's image that the officer saw; 0 when it is new or not confirmed yet. */
function baseOf(tx: SyncTx, entity: string, writes: readonly RowWrite[]): number {
  const main = writes.map(rowKeyOf).find((row) => row.key === entity);
  return main === undefined ? 0 : tx.rows.seqOf(main.table, main.key);
}

function signed<T extends OpType>(op: Op, { type, actor }: Request<T>): Op {
  if (!opTypes[type].signed) return op;
  // Only `sign` is used; the public key is looked up by whoever verifies.
  return signOpAsOfficer(op, { publicKey: new Uint8Array(), sign: actor.sign });
}

function rowKeyOf(write: RowWrite): RowKey {
  const columns: Readonly<Record<string, unknown>> = write.row;
  return { table: write.table, key: String(columns[keyColumn(write.table)]) };
}

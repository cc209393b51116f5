import { createHash } from 'node:crypto';
import {
  AUDIT_START,
  type AuditHead,
  type AuditRow,
  auditHash,
  type ChainedAuditRow,
  verifyAuditChain,
} from '#domain/audit/audit-chain';
import { bytesToHex, parseHex } from '#domain/codec/bytes';
import type { Sha256 } from '#domain/signing/sha256';
import type { AuditEntry, AuditLine, AuditReads, AuditWrites } from '#ports/audit-trail';
import { HLC_START, type Hlc, hlcFromBigint, hlcToBigint, tickHlc } from '#sync/protocol/hlc';
import { insertAudit, selectAuditAfter, selectAuditPage, selectLastAudit } from './audit-log.sql.ts';
import type { SqliteClient } from './open.ts';
import { createStatements, type Statements } from './statements.ts';

type RawLast = { readonly seq: number; readonly hlc: string; readonly hash: string };
type RawLine = AuditLine & { readonly prev: string; readonly hash: string };

/** Node's own SHA-256: three times as fast as the reference over the short rows of a chain. */
const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());

/**
 * The hash-chained audit trail of this device. The last row is read inside each writing transaction, because the CLI
 * may append beside the app.
 */
export function createAuditLog(client: SqliteClient, deviceNo: number): AuditReads & AuditWrites {
  const statement = createStatements(client);
  return {
    page: ({ beforeSeq = Number.MAX_SAFE_INTEGER, limit }) =>
      statement<AuditLine>('page', () => selectAuditPage).all(beforeSeq, limit),
    head: () => headOf(lastRow(statement)),
    rowsAfter: (seq, limit) =>
      statement<RawLine>('after', () => selectAuditAfter)
        .all(seq, limit)
        .map(chained),
    verify: (from = AUDIT_START) => verifyAuditChain(walk(statement, from), from, sha256),
    append: (entry) => append(statement, deviceNo, entry),
  };
}

function append(statement: Statements, deviceNo: number, entry: AuditEntry): AuditHead {
  const last = lastRow(statement);
  const { seq, hash: prev } = headOf(last);
  const line: AuditLine = {
    seq: seq + 1,
    at: entry.at,
    hlc: hlcToBigint(tickHlc(clockOf(last), Date.parse(entry.at))).toString(),
    actorNo: entry.actorNo,
    deviceNo,
    action: entry.action,
    object: entry.object,
    purpose: entry.purpose,
    beforeSha256: entry.beforeSha256 ?? null,
    afterSha256: entry.afterSha256 ?? null,
  };
  const hash = auditHash(prev, auditRow(line), sha256);
  statement('insert', () => insertAudit).run(
    line.seq,
    line.at,
    line.hlc,
    line.actorNo,
    line.deviceNo,
    line.action,
    line.object,
    line.purpose,
    line.beforeSha256,
    line.afterSha256,
    bytesToHex(prev),
    bytesToHex(hash),
  );
  return { seq: line.seq, hash };
}

/** Row by row, never all at once. A row whose stored `prev` is not the hash before it is shown without a hash. */
function* walk(statement: Statements, from: AuditHead): Iterable<ChainedAuditRow> {
  let before = bytesToHex(from.hash);
  const NO_LIMIT = -1;
  for (const raw of statement<RawLine>('walk', () => selectAuditAfter).iterate(from.seq, NO_LIMIT)) {
    const { row, hash } = chained(raw);
    yield { row, hash: raw.prev === before ? hash : new Uint8Array() };
    before = raw.hash;
  }
}

function lastRow(statement: Statements): RawLast | undefined {
  return statement<RawLast>('last', () => selectLastAudit).get();
}

function headOf(last: RawLast | undefined): AuditHead {
  return last === undefined ? AUDIT_START : { seq: last.seq, hash: bytesOf(last.hash) };
}

/** A reading that cannot be understood must not stop work; the verification names the row. */
function clockOf(last: RawLast | undefined): Hlc {
  if (last === undefined || !/^\d{1,20}$/.test(last.hlc)) return HLC_START;
  const clock = hlcFromBigint(BigInt(last.hlc));
  return clock.ok ? clock.value : HLC_START;
}

function chained(raw: RawLine): ChainedAuditRow {
  return { row: auditRow(raw), hash: bytesOf(raw.hash) };
}

/** A stored hash that is no hexadecimal was changed by hand: it equals nothing. */
function bytesOf(hex: string): Uint8Array {
  const bytes = parseHex(hex);
  return bytes.ok ? bytes.value : new Uint8Array();
}

/** The row as it is hashed and sent: the names and forms of the audit format. */
function auditRow(line: AuditLine): AuditRow {
  return {
    seq: line.seq,
    at: line.at,
    hlc: line.hlc,
    actor: String(line.actorNo),
    device: String(line.deviceNo),
    action: line.action,
    object: line.object,
    purpose: line.purpose,
    before_sha: line.beforeSha256,
    after_sha: line.afterSha256,
  };
}

import type { DeviceRecord } from '#db/postgres/repositories/devices';
import { hexToBytes } from '#domain/codec/bytes';
import { uuidFromHash } from '#domain/codec/uuid';
import { hasPermission, isRole } from '#domain/identity/permissions';
import { err, ok, type Result } from '#domain/result';
import { keyId, type Verify } from '#domain/signing/ed25519';
import type { BatchItem } from '#sync/protocol/batch-codec';
import type { Op } from '#sync/protocol/op';
import { isSignedByOfficer } from '#sync/protocol/op-codec';
import { decodePayload, isOpType, type PayloadOf } from '#sync/protocol/op-fields';
import { type OpType, opTypes } from '#sync/protocol/op-types';
import type { RowWrite } from '#sync/protocol/projection';
import { projectOperation, readsOf, readsThenOf } from '#sync/protocol/projections';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { keyOf } from '../commit/commit-changes.ts';
import { officeScope, scopeOfRow } from '../commit/scope-of-row.ts';
import { nodeSha256 } from '../keys/node-signing.ts';
import type { Accepted, OpRule, RuleInput } from '../rules/op-rule.ts';
import { opRules } from '../rules/op-rules.ts';
import { correctedInstant } from './corrected-time.ts';
import { type Judgement, type Refusal, tidy, withoutEffect } from './judgement.ts';
import type { ServerFacts } from './server-facts.ts';
import type { WorkingRows } from './working-rows.ts';

/** Version of every operation's fields that this service understands. */
const FIELDS_VERSION = 1;

/** What an operation is judged against. */
export type JudgeContext = {
  readonly device: DeviceRecord;
  readonly rows: WorkingRows;
  readonly facts: ServerFacts;
  /** Calendar day of an instant where the tenant is. */
  readonly dayOf: (instant: string) => string;
  /** UTC instant at which the batch came. */
  readonly receivedAt: string;
  readonly verify: Verify;
};

/**
 * The verdict on one operation, from rows alone: form, office, person, signature, shared projection, then the rule of
 * its kind. Pure but for its readers, which may throw `NotLoaded`. With `refusedBefore`, what the database refused when
 * it was to be stored, it is judged again as refused.
 */
export function judgeOp(item: BatchItem, context: JudgeContext, refusedBefore?: Refusal): Judgement {
  const decoded = item.op;
  if (context.device.state === 'revoked') return withoutEffect('HELD', { code: 'QUARANTINED' });
  if (!decoded.ok) return judgeUnreadable(decoded.error);
  const op = decoded.value;
  if (!isOpType(op.type) || op.tv !== FIELDS_VERSION) {
    return withoutEffect('HELD', { code: 'UPCASTER', data: { type: op.type, version: op.tv } });
  }
  return judgeTyped(op.type, op, context, refusedBefore);
}

/** An operation of a later version is kept until this service knows it; bytes that are none are refused. */
function judgeUnreadable(error: Extract<BatchItem['op'], { ok: false }>['error']): Judgement {
  if (error.code === 'sync/unknown-op-version') return withoutEffect('HELD', { code: 'UPCASTER' });
  const field = error.reason === 'field' ? error.field : error.reason;
  return withoutEffect('REJECTED', { code: 'BAD_FORM', data: { field } });
}

function judgeTyped<T extends OpType>(
  type: T,
  op: Op,
  context: JudgeContext,
  refusedBefore: Refusal | undefined,
): Judgement {
  const rule: OpRule<T> = opRules[type];
  const payload = decodePayload(type, op.f);
  if (!payload.ok)
    return withoutEffect('REJECTED', { code: 'BAD_FORM', data: { field: payload.error.field } });
  needFirst(type, rule, payload.value, op, context);
  const prepared = prepare(type, op, payload.value, context);
  if (!prepared.ok) return refused(type, op, prepared.error, context);
  const input = prepared.value;
  const answer = refusedBefore === undefined ? checkAll(rule, input, context) : err(refusedBefore);
  if (answer.ok) return accepted(input, answer.value);
  return refused(type, op, answer.error, context, rule.recordAnyway?.(input, answer.error));
}

/** Names all rows of the first round at once, so that a batch fetches them as sets. */
function needFirst<T extends OpType>(
  type: T,
  rule: OpRule<T>,
  payload: PayloadOf<T>,
  op: Op,
  { rows }: JudgeContext,
): void {
  const looked = rule.reads?.(payload) ?? [];
  rows.need([
    { refs: readsOf(type, payload), lock: true },
    { refs: [...looked, { table: 'officer', column: 'userNo', value: String(op.actor) }], lock: false },
  ]);
  rows.need([{ refs: readsThenOf(type, payload, rows.reader({ lock: true })), lock: true }]);
}

/** Everything that is the same for all kinds: whose office, who acted, whose signature, which rows come of it. */
function prepare<T extends OpType>(
  type: T,
  op: Op,
  payload: PayloadOf<T>,
  context: JudgeContext,
): Result<RuleInput<T>, Refusal> {
  const { device, rows, facts, receivedAt, verify } = context;
  if (op.scope !== officeScope(device.officeId)) return err({ code: 'SCOPE', data: { scope: op.scope } });
  const actor = rows.reader({ lock: false }).list('officer', 'userNo', String(op.actor))[0];
  if (actor === undefined || !isOfOffice(actor, device)) {
    return err({ code: 'NO_AUTHORITY', data: { reason: 'unknown-officer', userNo: op.actor } });
  }
  if (opTypes[type].signed) {
    const signature = checkSignature(type, op, payload, actor, context);
    if (!signature.ok) return signature;
  }
  const projected = projectOperation(type, payload, rows.reader({ lock: true }), {
    deviceNo: device.deviceNo,
    actorNo: actor.userNo,
    actorPersonId: actor.personId,
    officeId: device.officeId,
  });
  if (!projected.ok) {
    const { error } = projected;
    return error.code === 'sync/bad-form'
      ? err({ code: 'BAD_FORM', data: { field: error.field } })
      : err({ code: 'DEP_MISSING', data: { table: error.table, key: error.key } });
  }
  const correctedAt = correctedInstant(op.hlc, device.clockOffsetMs, receivedAt);
  return ok({
    ...{ op, payload, actor, device, facts, correctedAt, receivedAt, verify },
    rows: rows.reader({ lock: false }),
    writes: projected.value,
    correctedDay: context.dayOf(correctedAt),
  });
}

/** An officer works at one office; people of the centre may help at any. */
function isOfOffice(actor: RowOf<'officer'>, device: DeviceRecord): boolean {
  return actor.officeId === null || actor.officeId === device.officeId;
}

/** A first key signs its own registration; everything else is signed by a key the person held then. */
function checkSignature<T extends OpType>(
  type: T,
  op: Op,
  payload: PayloadOf<T>,
  actor: RowOf<'officer'>,
  { facts, verify, receivedAt, device }: JudgeContext,
): Result<null, Refusal> {
  if (type === 'user-key.register' && 'publicKey' in payload && payload.publicKey instanceof Uint8Array) {
    return isSignedByOfficer(op, payload.publicKey, verify) ? ok(null) : err({ code: 'BAD_SIGNATURE' });
  }
  if (actor.publicKey === null) return err({ code: 'BAD_SIGNATURE', data: { reason: 'no-key' } });
  if (isSignedByOfficer(op, hexToBytes(actor.publicKey), verify)) return ok(null);
  const older = facts
    .officerKeysOf(actor.userId)
    .find((key) => isSignedByOfficer(op, hexToBytes(key.publicKey), verify));
  if (older === undefined) return err({ code: 'BAD_SIGNATURE' });
  const madeAt = correctedInstant(op.hlc, device.clockOffsetMs, receivedAt);
  if (older.revokedAt === null || madeAt <= older.revokedAt) return ok(null);
  return err({ code: 'KEY_REVOKED', data: { kid: keyId(hexToBytes(older.publicKey)) } });
}

function checkAll<T extends OpType>(
  rule: OpRule<T>,
  input: RuleInput<T>,
  context: JudgeContext,
): Result<Accepted, Refusal> {
  const rows = checkRows(rule, input.writes, context);
  if (!rows.ok) return rows;
  if (!input.actor.active) return err({ code: 'NO_AUTHORITY', data: { reason: 'inactive' } });
  const roles = input.actor.roles.filter(isRole);
  const isAllowed =
    rule.permissions.length === 0 || rule.permissions.some((permission) => hasPermission(roles, permission));
  if (!isAllowed) return err({ code: 'NO_AUTHORITY', data: { permission: rule.permissions.join(',') } });
  return rule.check(input);
}

/** Nothing an office sends may touch a row outside its own scope, nor overwrite what it should have made anew. */
function checkRows<T extends OpType>(
  rule: OpRule<T>,
  writes: readonly RowWrite[],
  { rows, device }: JudgeContext,
): Result<null, Refusal> {
  const ownScope = officeScope(device.officeId);
  const refs = writes.map((write) => ({ table: write.table, key: keyOf(write) }));
  rows.need([{ refs, lock: true }]);
  const reader = rows.reader({ lock: true });
  for (const write of writes) {
    const key = keyOf(write);
    const current = reader.get(write.table, key);
    const scope = rows.before(write.table, key)?.scope ?? ownScope;
    if (scopeOfRow(write) !== ownScope || scope !== ownScope) {
      return err({ code: 'SCOPE', data: { table: write.table } });
    }
    if (current !== undefined && rule.creates.includes(write.table)) {
      return err({ code: 'CONFLICT', data: { field: write.table } });
    }
  }
  return ok(null);
}

function accepted<T extends OpType>(input: RuleInput<T>, answer: Accepted): Judgement {
  const { writes = input.writes, effects = [], overwritten = [] } = answer;
  const isMerged = overwritten.length > 0;
  return {
    verdict: isMerged ? 'MERGED' : 'ACCEPTED',
    code: null,
    data: isMerged ? tidy({ fields: overwritten.join(',') }) : {},
    caseId: null,
    writes,
    withdrawn: [],
    effects,
  };
}

/** What is only said of an operation, not of what happened: nothing proves that a fact was one. */
const NOT_PROVEN: ReadonlySet<string> = new Set(['BAD_FORM', 'BAD_SIGNATURE', 'CONFLICT']);

/** An intent is refused; a fact has happened, so it is recorded as far as it can be and a case is opened. */
function refused(
  type: OpType,
  op: Op,
  refusal: Refusal,
  { device, receivedAt }: Pick<JudgeContext, 'device' | 'receivedAt'>,
  recorded: Accepted = {},
): Judgement {
  if (opTypes[type].kind === 'intent' || NOT_PROVEN.has(refusal.code))
    return withoutEffect('REJECTED', refusal);
  const caseId = uuidFromHash(nodeSha256(new TextEncoder().encode(`case|${op.dev}|${op.inc}|${op.seq}`)));
  const opened: RowWrite = {
    table: 'exceptionCase',
    row: {
      caseId,
      officeId: device.officeId,
      kind: refusal.code,
      refId: op.ent,
      deviceNo: device.deviceNo,
      detail: type,
      state: 'open',
      openedAt: receivedAt,
    },
  };
  return {
    verdict: 'EXCEPTION',
    code: refusal.code,
    data: tidy(refusal.data ?? {}),
    caseId,
    writes: [...(recorded.writes ?? []), opened],
    withdrawn: recorded.withdrawn ?? [],
    effects: recorded.effects ?? [],
  };
}

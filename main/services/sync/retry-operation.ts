import type { Permission } from '#domain/identity/permissions';
import { hasPermission } from '#domain/identity/permissions';
import { err, ok, type Result } from '#domain/result';
import type { LoggedOperation } from '#ports/operation-log';
import type { Actor, WriteTx } from '#ports/store';
import { decodeOp } from '#sync/protocol/op-codec';
import { decodePayload } from '#sync/protocol/op-fields';
import { type OpType, opTypes } from '#sync/protocol/op-types';
import { projectOperation } from '#sync/protocol/projections';

/** Whoever says it again becomes its author, so they need what the first author needed. */
const NEEDED: Readonly<Record<OpType, Permission>> = {
  'user-key.register': 'user.manage',
  'registrant.create': 'registry.register',
  'registrant.update': 'registry.register',
  'identifier.add': 'registry.register',
  'membership.add': 'registry.register',
  'membership.end': 'registry.register',
  'consent.give': 'registry.register',
  'document.attach': 'registry.register',
  'duplicate.decide': 'registry.register',
  'enrolment.enrol': 'enrolment.decide',
  'entitlements.prepare': 'cycle.prepare',
  'slice.prepare': 'cycle.prepare',
  'slice.submit': 'cycle.prepare',
  'slice.decide': 'cycle.approve',
  'vouchers.issue': 'voucher.issue',
  'vouchers.print': 'voucher.print',
  'voucher.redeem': 'voucher.redeem',
  'claim.submit': 'claim.prepare',
  'claim.decide': 'claim.approve',
};

export type RetryRefusal = {
  readonly code: 'sync/cannot-retry' | 'host/not-allowed';
  readonly data?: { readonly reason: string };
};
type Again = {
  readonly tx: WriteTx;
  readonly operation: LoggedOperation;
  readonly actor: Actor;
  readonly officeId: string;
  readonly deviceNo: number;
};

/**
 * Says a refused operation again, as a new one: same content, today's author. A signed one (an approval, an issue) can
 * only be repeated by its own author; one whose records have changed meanwhile cannot be repeated at all.
 */
export function retryOperation(again: Again): Result<void, RetryRefusal> {
  const { operation } = again;
  const type = opTypeOf(operation.type);
  if (type === undefined || operation.cbor === null) return cannot('too-old');
  return repeat(again, type, operation.cbor);
}

function repeat<T extends OpType>(
  { tx, operation, actor, officeId, deviceNo }: Again,
  type: T,
  cbor: Uint8Array,
): Result<void, RetryRefusal> {
  if (!hasPermission(actor.roles, NEEDED[type])) return err({ code: 'host/not-allowed' });
  if (opTypes[type].signed && operation.actorNo !== actor.userNo) return cannot('another-author');
  const op = decodeOp(cbor);
  const payload = op.ok ? decodePayload(type, op.value.f) : op;
  if (!payload.ok) return cannot('too-old');
  const context = { deviceNo, actorNo: actor.userNo, actorPersonId: actor.personId, officeId };
  if (!projectOperation(type, payload.value, tx.rows, context).ok) return cannot('changed');
  const { entity, scope } = operation;
  tx.operations.record({ type, payload: payload.value, entity, actor, scope });
  return ok(undefined);
}

function cannot(reason: string): Result<never, RetryRefusal> {
  return err({ code: 'sync/cannot-retry', data: { reason } });
}

function opTypeOf(type: string): OpType | undefined {
  return Object.keys(opTypes).find((known): known is OpType => known === type);
}

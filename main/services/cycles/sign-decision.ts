import {
  type SignedStatement,
  type Statement,
  type StatementType,
  signStatement,
  statementHash,
} from '#domain/approvals/statement';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { assert } from '#domain/invariant';
import { keyId, type Signer } from '#domain/signing/ed25519';
import { sha256 } from '#domain/signing/sha256';
import type { CallContext } from '#host/call-context';
import type { Actor, ReadTx } from '#ports/store';

/** What one stage says, about which manifest, and the numbers that stood on the screen. */
export type DecisionToSign<Type extends StatementType> = {
  readonly type: Type;
  readonly manifestSha256: string;
  readonly stage: number;
  readonly of: number;
  readonly decision: 'approve' | 'return' | 'reject';
  /** Signed statement of the stage before, as stored; null at the first stage. */
  readonly previous: Statement<Type> | null;
  readonly role: string;
  readonly count: string;
  readonly totalMinor: string;
  readonly currency: string;
  readonly change: string | null;
  readonly comment: string;
  readonly signedAt: string;
};

/** The acting person's signer; the public half is the one the centre registered for the account. */
export function actorSigner(tx: ReadTx, actor: Actor): Signer {
  const publicKey = tx.rows.get('officer', actor.userId)?.publicKey ?? null;
  assert(publicKey !== null, () => `user ${actor.userNo} has no registered key`);
  return { publicKey: hexToBytes(publicKey), sign: actor.sign };
}

/** The person signs, this PC countersigns (security §4.6). */
export function signDecision<Type extends StatementType>(
  tx: ReadTx,
  ctx: CallContext,
  decision: DecisionToSign<Type>,
): SignedStatement<Type> {
  const user = actorSigner(tx, ctx.actor);
  const statement: Statement<Type> = {
    v: 1,
    type: decision.type,
    manifest_sha256: decision.manifestSha256,
    stage: decision.stage,
    of: decision.of,
    decision: decision.decision,
    prev_statement_sha256: decision.previous === null ? null : bytesToHex(statementHash(decision.previous)),
    person: ctx.actor.personId,
    user_kid: keyId(user.publicKey),
    role: decision.role,
    scope: `office:${ctx.office.officeId}`,
    device_id: ctx.office.deviceId,
    device_seq: String(tx.office.operations.chainHead(ctx.office.incarnation)?.nextSeq ?? 1),
    bundle_version: '0',
    signed_at: decision.signedAt,
    shown: {
      count: decision.count,
      total_minor: decision.totalMinor,
      currency: decision.currency,
      change_vs_last_cycle: decision.change,
    },
    comment_sha256: bytesToHex(sha256(utf8Encode(decision.comment))),
  };
  return signStatement(statement, user, ctx.device);
}

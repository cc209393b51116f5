import { bytesToHex } from '../codec/bytes.ts';
import { err, ok, type Result } from '../result.ts';
import type { Verify } from '../signing/ed25519.ts';
import {
  isCountersigned,
  isSignedByUser,
  isSignedStatement,
  type SignedStatement,
  type Statement,
  type StatementType,
  statementHash,
} from './statement.ts';

/** Who must sign a stage. Without `scope` the role counts in whatever scope the person holds it. */
export type StageRule = { readonly role: string; readonly scope?: string };

/** A person's key and the roles he or she held at the moment asked about. */
export type UserKeyFacts = {
  readonly publicKey: Uint8Array;
  readonly person: string;
  readonly roles: readonly { readonly role: string; readonly scope: string }[];
};

/** Why a list does not count as approved. */
export type ApprovalError =
  | { readonly code: 'approval/unreadable'; readonly part: 'manifest' | 'statement' }
  | {
      readonly code: 'approval/manifest-changed';
      readonly part: 'list' | 'count' | 'total' | 'preparer' | 'policy' | 'statement' | 'shown';
    }
  | { readonly code: 'approval/same-person'; readonly stage: number; readonly person: string }
  | { readonly code: 'approval/preparer'; readonly stage: number; readonly person: string }
  | { readonly code: 'approval/stage-order'; readonly stage: number }
  | { readonly code: 'approval/missing-stage'; readonly stage: number }
  | { readonly code: 'approval/wrong-role'; readonly stage: number; readonly role: string }
  | { readonly code: 'approval/bad-signature'; readonly stage: number; readonly signer: 'user' | 'device' }
  | { readonly code: 'approval/unknown-key'; readonly stage: number; readonly signer: 'user' | 'device' };

/** How signatures and people are looked up, the same for cycles and claims. */
export type StageLookups = {
  /** The key of a kid with the roles its person held at `signedAt`; undefined when unknown or revoked then. */
  readonly findUserKey: (kid: string, signedAt: string) => UserKeyFacts | undefined;
  /** The key of a device; when left out, countersignatures are not checked. */
  readonly findDeviceKey?: (deviceId: string) => Uint8Array | undefined;
  readonly verify: Verify;
};

/** What the statements must be about. */
export type StageSubject<Type extends StatementType> = {
  readonly type: Type;
  readonly manifestSha256: string;
  readonly count: string;
  readonly totalMinor: string;
  readonly currency: string;
  readonly preparedBy: string;
  readonly stages: readonly StageRule[];
};

/**
 * Are all stages signed, in order, each linked to the one before, by distinct persons in their roles, none of
 * them the preparer? The statements given are judged first, so `missing-stage` for the stage after the last one
 * means: all so far is good. A `return` or `reject` leaves its stage missing.
 */
export function verifyStages<Type extends StatementType>(
  subject: StageSubject<Type>,
  statements: readonly SignedStatement<Type>[],
  lookups: StageLookups,
): Result<readonly Statement<Type>[], ApprovalError> {
  // A policy without stages would approve everything unsigned.
  if (subject.stages.length === 0) return err({ code: 'approval/missing-stage', stage: 1 });
  const signers = new Set<string>();
  const accepted: Statement<Type>[] = [];
  let previousHash: string | null = null;
  for (const [index, signed] of statements.entries()) {
    const stage = index + 1;
    const rule = subject.stages[index];
    if (!isSignedStatement(signed, subject.type))
      return err({ code: 'approval/unreadable', part: 'statement' });
    const { statement } = signed;
    if (rule === undefined || !isNextStage(statement, stage, subject.stages.length, previousHash)) {
      return err({ code: 'approval/stage-order', stage });
    }
    const failure =
      checkSubject(statement, subject) ??
      checkSigner(signed, rule, lookups) ??
      checkPerson(statement, subject, signers);
    if (failure !== undefined) return err(failure);
    signers.add(statement.person);
    accepted.push(statement);
    previousHash = bytesToHex(statementHash(statement));
  }
  if (accepted.length < subject.stages.length) {
    return err({ code: 'approval/missing-stage', stage: accepted.length + 1 });
  }
  return ok(accepted);
}

function isNextStage(
  statement: Statement<StatementType>,
  stage: number,
  stageCount: number,
  previousHash: string | null,
): boolean {
  const isInPlace = statement.stage === stage && statement.of === stageCount;
  return isInPlace && statement.prev_statement_sha256 === previousHash;
}

function checkSubject(
  statement: Statement<StatementType>,
  subject: StageSubject<StatementType>,
): ApprovalError | undefined {
  if (statement.manifest_sha256 !== subject.manifestSha256) {
    return { code: 'approval/manifest-changed', part: 'statement' };
  }
  const { count, total_minor: totalMinor, currency } = statement.shown;
  const isShownRight =
    count === subject.count && totalMinor === subject.totalMinor && currency === subject.currency;
  return isShownRight ? undefined : { code: 'approval/manifest-changed', part: 'shown' };
}

function checkSigner(
  signed: SignedStatement<StatementType>,
  rule: StageRule,
  lookups: StageLookups,
): ApprovalError | undefined {
  const { stage, user_kid, signed_at, person, role, scope, device_id, decision } = signed.statement;
  const user = lookups.findUserKey(user_kid, signed_at);
  if (user === undefined || user.person !== person)
    return { code: 'approval/unknown-key', stage, signer: 'user' };
  if (!isSignedByUser(signed, user.publicKey, lookups.verify)) {
    return { code: 'approval/bad-signature', stage, signer: 'user' };
  }
  if (lookups.findDeviceKey !== undefined) {
    const deviceKey = lookups.findDeviceKey(device_id);
    if (deviceKey === undefined) return { code: 'approval/unknown-key', stage, signer: 'device' };
    if (!isCountersigned(signed, deviceKey, lookups.verify)) {
      return { code: 'approval/bad-signature', stage, signer: 'device' };
    }
  }
  if (decision !== 'approve') return { code: 'approval/missing-stage', stage };
  const isDemandedRole = role === rule.role && (rule.scope === undefined || scope === rule.scope);
  const isHeldRole = user.roles.some((held) => held.role === role && held.scope === scope);
  return isDemandedRole && isHeldRole ? undefined : { code: 'approval/wrong-role', stage, role };
}

function checkPerson(
  statement: Statement<StatementType>,
  subject: StageSubject<StatementType>,
  signers: ReadonlySet<string>,
): ApprovalError | undefined {
  const { stage, person } = statement;
  if (person === subject.preparedBy) return { code: 'approval/preparer', stage, person };
  return signers.has(person) ? { code: 'approval/same-person', stage, person } : undefined;
}

import { bytesToHex, concatBytes, parseHex } from '../codec/bytes.ts';
import { canonicalJson, canonicalJsonBytes, type JsonObject } from '../codec/jcs.ts';
import {
  hasExactShape,
  isCurrencyCode,
  isDecimalText,
  isHexText,
  isIsoInstant,
  isLiteral,
  isNullOr,
  isOneOf,
  isShortText,
  isUnsigned,
  type JsonCheck,
} from '../codec/json-shape.ts';
import { parseStrictJson } from '../codec/strict-json.ts';
import { assert } from '../invariant.ts';
import { err, ok, type Result } from '../result.ts';
import { domainMessage, keyId, type Signer, type SigningDomain, type Verify } from '../signing/ed25519.ts';
import { sha256 } from '../signing/sha256.ts';

/** What a stage says about the list. Only `approve` counts towards approval; the others end it with a reason. */
export type ApprovalDecision = 'approve' | 'return' | 'reject';

/** The numbers that stood on the screen when the person signed. */
export type StatementShown = {
  readonly count: string;
  readonly total_minor: string;
  readonly currency: string;
  /** Signed percentage as text, such as `+1.8%`; null for a first cycle. */
  readonly change_vs_last_cycle: string | null;
};

/** Statements about cycles and about provider claims share one form and differ in type and signing domain. */
export type StatementType = 'cycle-approval' | 'claim-approval';

/** One person's signed word on a manifest at one stage (security.md §4.6). */
export type Statement<Type extends StatementType> = {
  readonly v: 1;
  readonly type: Type;
  readonly manifest_sha256: string;
  /** Counted from 1. */
  readonly stage: number;
  readonly of: number;
  readonly decision: ApprovalDecision;
  /** Hash of the statement of the stage before; null at the first. */
  readonly prev_statement_sha256: string | null;
  readonly person: string;
  readonly user_kid: string;
  readonly role: string;
  readonly scope: string;
  readonly device_id: string;
  /** Decimal texts. */
  readonly device_seq: string;
  readonly bundle_version: string;
  readonly signed_at: string;
  readonly shown: StatementShown;
  readonly comment_sha256: string;
};

/** A stage's word on a cycle. */
export type ApprovalStatement = Statement<'cycle-approval'>;

/** A statement of either kind. */
export type AnyStatement = Statement<StatementType>;

/** A statement with the person's signature and the device's countersignature, both hex. */
export type SignedStatement<Type extends StatementType> = {
  readonly statement: Statement<Type>;
  readonly user_signature: string;
  readonly device_signature: string;
};

/** A signed text that is no statement of the expected form. */
export type UnreadableStatement = { readonly code: 'approval/unreadable'; readonly part: 'statement' };

const DOMAIN_OF_TYPE: Readonly<Record<StatementType, SigningDomain>> = {
  'cycle-approval': 'g2p/approval/v1',
  'claim-approval': 'g2p/claim/v1',
};

const SHOWN_SHAPE: Readonly<Record<keyof StatementShown, JsonCheck>> = {
  count: isDecimalText,
  total_minor: isDecimalText,
  currency: isCurrencyCode,
  change_vs_last_cycle: isNullOr(isShortText),
};

const STATEMENT_SHAPE: Readonly<Record<keyof AnyStatement, JsonCheck>> = {
  v: isLiteral(1),
  type: isOneOf('cycle-approval', 'claim-approval'),
  manifest_sha256: isHexText(32),
  stage: isUnsigned(99),
  of: isUnsigned(99),
  decision: isOneOf('approve', 'return', 'reject'),
  prev_statement_sha256: isNullOr(isHexText(32)),
  person: isShortText,
  user_kid: isHexText(4),
  role: isShortText,
  scope: isShortText,
  device_id: isShortText,
  device_seq: isDecimalText,
  bundle_version: isDecimalText,
  signed_at: isIsoInstant,
  shown: (value) => hasExactShape(value, SHOWN_SHAPE),
  comment_sha256: isHexText(32),
};

const SIGNED_SHAPE: Readonly<Record<keyof SignedStatement<StatementType>, JsonCheck>> = {
  statement: (value) => hasExactShape(value, STATEMENT_SHAPE),
  user_signature: isHexText(64),
  device_signature: isHexText(64),
};

/**
 * The person signs the statement, the device countersigns hash and signature together. The statement's user_kid
 * must name the person's key; a wrong kid or field throws InvariantError.
 */
export function signStatement<Type extends StatementType>(
  statement: Statement<Type>,
  userSigner: Signer,
  deviceSigner: Signer,
): SignedStatement<Type> {
  assert(hasExactShape(statement, STATEMENT_SHAPE), () => 'approval statement has a wrong field');
  assert(statement.user_kid === keyId(userSigner.publicKey), () => 'user_kid is not the kid of the signer');
  const userSignature = userSigner.sign(statementMessage(statement));
  const deviceSignature = deviceSigner.sign(countersignedMessage(statement, userSignature));
  return {
    statement,
    user_signature: bytesToHex(userSignature),
    device_signature: bytesToHex(deviceSignature),
  };
}

/** SHA-256 over the domain and the canonical JSON: what the next stage names as its predecessor. 32 bytes. */
export function statementHash(statement: AnyStatement): Uint8Array {
  return sha256(statementMessage(statement));
}

/** Is this the person's own signature over the statement? */
export function isSignedByUser(
  signed: SignedStatement<StatementType>,
  key: Uint8Array,
  verify: Verify,
): boolean {
  const signature = parseHex(signed.user_signature);
  return signature.ok && verify(signature.value, statementMessage(signed.statement), key);
}

/** Did this device countersign the statement together with the person's signature? */
export function isCountersigned(
  signed: SignedStatement<StatementType>,
  key: Uint8Array,
  verify: Verify,
): boolean {
  const userSignature = parseHex(signed.user_signature);
  const deviceSignature = parseHex(signed.device_signature);
  if (!userSignature.ok || !deviceSignature.ok) return false;
  return verify(deviceSignature.value, countersignedMessage(signed.statement, userSignature.value), key);
}

/** Has this value exactly the fields of a signed statement of this type, each of the right form? */
export function isSignedStatement<Type extends StatementType>(
  value: unknown,
  type: Type,
): value is SignedStatement<Type> {
  if (!hasExactShape(value, SIGNED_SHAPE)) return false;
  return (value as SignedStatement<StatementType>).statement.type === type;
}

/** Canonical JSON text of a signed statement, as stored, sent and put on a slip. */
export function encodeSignedStatement(signed: SignedStatement<StatementType>): string {
  const { statement, user_signature, device_signature } = signed;
  return canonicalJson({ statement: asJson(statement), user_signature, device_signature });
}

/** Reads {@link encodeSignedStatement} strictly. Signatures are not judged here. */
export function decodeSignedStatement<Type extends StatementType>(
  text: string,
  type: Type,
): Result<SignedStatement<Type>, UnreadableStatement> {
  const json = parseStrictJson(text);
  if (json.ok && isSignedStatement(json.value, type)) return ok(json.value);
  return err({ code: 'approval/unreadable', part: 'statement' });
}

function statementMessage(statement: AnyStatement): Uint8Array {
  return domainMessage(DOMAIN_OF_TYPE[statement.type], canonicalJsonBytes(asJson(statement)));
}

function countersignedMessage(statement: AnyStatement, userSignature: Uint8Array): Uint8Array {
  const bytes = concatBytes(statementHash(statement), userSignature);
  return domainMessage(DOMAIN_OF_TYPE[statement.type], bytes);
}

function asJson(statement: AnyStatement): JsonObject {
  return { ...statement };
}

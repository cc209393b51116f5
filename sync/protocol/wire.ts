import { z } from 'zod';
import { replicatedTables, type TableName } from './rows/replicated-tables.ts';
import { Hex, Instant, Sha256, Uuid } from './rows/scalars.ts';

/**
 * Requests and replies between an office and the centre. A device signs every request but enrolment:
 * headers `x-tawi-device` (device id), `x-tawi-time` (UTC instant), `x-tawi-nonce` (32 hex characters) and
 * `x-tawi-signature` (hex Ed25519 under domain g2p/request/v1 of the RFC 8785 text of
 * {body_sha256, device, method, nonce, path, time}). `path` includes the query string. Errors are
 * {error:{code, data?}} with a fitting HTTP status.
 */
export const PROTOCOL_VERSION = 1;

const tableNames = Object.keys(replicatedTables) as [TableName, ...TableName[]];
/** `national`, `program:<uuid>` or `office:<uuid>`. */
export const Scope = z.string().regex(/^(national|program:[0-9a-f-]{36}|office:[0-9a-f-]{36})$/);
export const ScopeVector = z.record(Scope, z.int().min(0));

export const EnrolRequest = z.strictObject({
  code: z.string().min(8).max(64),
  label: z.string().max(60),
  publicKey: Hex.length(64),
  wrappingPublicKey: Hex.length(64),
  /** Ed25519 over domain g2p/request/v1 of the RFC 8785 text {code, public_key, wrapping_public_key}. */
  proof: Hex.length(128),
});
export const EnrolReply = z.object({
  tenantId: Uuid,
  tenantName: z.string(),
  practice: z.boolean(),
  officeId: Uuid,
  officeNo: z.int(),
  officeCode: z.string(),
  officeName: z.string(),
  deviceId: Uuid,
  deviceNo: z.int(),
  incarnation: z.int(),
  /** RFC 8785 text of {v, type:'device-certificate', device_id, device_no, incarnation, office_id, public_key, wrapping_public_key, scopes, issued_at, expires_at} and its signature (g2p/cert/v1). */
  certificate: z.string(),
  certificateSignature: Hex,
  centrePublicKey: Hex.length(64),
  /** 32-byte office key (documents) sealed to the device: ephemeral X25519 public key || nonce(24) || XChaCha20-Poly1305, hex. */
  sealedOfficeKey: Hex,
  /** Human numbers this device may give out, e.g. {series:'registration', prefix:'DD-04', from:1, to:100000}. */
  numberRanges: z.array(
    z.object({
      series: z.enum(['registration', 'receipt', 'claim']),
      prefix: z.string(),
      from: z.int(),
      to: z.int(),
    }),
  ),
  serverEpoch: Uuid,
  serverTime: Instant,
});

export const HelloRequest = z.strictObject({
  protocol: z.int(),
  incarnation: z.int(),
  seq: z.int().min(0),
  head: Sha256,
  appVersion: z.string().max(40),
});
export const HelloReply = z.object({
  protocol: z.int(),
  serverEpoch: Uuid,
  serverTime: Instant,
  lastSeq: z.int().min(0),
  lastHead: Sha256,
  heads: ScopeVector,
});

export const verdictNames = ['ACCEPTED', 'MERGED', 'DUPLICATE', 'HELD', 'REJECTED', 'EXCEPTION'] as const;
/** Closed set of reasons (sync design 3.19); each has a text in every language under `verdict/<code>`. */
export const verdictCodes = [
  'CONFLICT',
  'MOVED',
  'GONE',
  'STATE',
  'ALREADY_ENROLLED',
  'NOT_ELIGIBLE',
  'MANIFEST_CHANGED',
  'SAME_OFFICER',
  'STAGE_ORDER',
  'NO_AUTHORITY',
  'KEY_REVOKED',
  'CERT_EXPIRED',
  'BAD_SIGNATURE',
  'BAD_FORM',
  'BLOB_MISSING',
  'DEP_MISSING',
  'UPCASTER',
  'ESCROW_EXCEEDED',
  'LEASE_NOT_HELD',
  'VOUCHER_SPENT',
  'DOUBLE_REDEMPTION',
  'VOUCHER_EXPIRED',
  'EQUIVOCATION',
  'GAP',
  'DEVICE_FROZEN',
  'QUARANTINED',
  'SCOPE',
] as const;
export type VerdictName = (typeof verdictNames)[number];
export type VerdictCode = (typeof verdictCodes)[number];
export const Verdict = z.object({
  seq: z.int().min(1),
  verdict: z.enum(verdictNames),
  code: z.enum(verdictCodes).nullable(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
  caseId: Uuid.nullable(),
});
/** Push sends the CBOR batch of `batch-codec` as `application/octet-stream`. */
export const PushReply = z.object({ verdicts: z.array(Verdict), lastSeq: z.int().min(0), lastHead: Sha256 });

export const PullRequest = z.strictObject({
  cursors: ScopeVector,
  limit: z.int().min(1).max(5000).default(2000),
});
export const Change = z.object({
  scope: Scope,
  seq: z.int().min(1),
  table: z.enum(tableNames),
  key: Uuid,
  /** null = gone from this scope. */ row: z.json(),
});
export const PullReply = z.object({
  changes: z.array(Change),
  /** Cursors after these changes: never lower than asked. */ cursors: ScopeVector,
  heads: ScopeVector,
  /** Scopes this device no longer holds: its rows are purged. */ lost: z.array(Scope),
  more: z.boolean(),
});

export const AuditPushRequest = z.strictObject({ rows: z.array(z.json()).max(1000) });
/** The centre recomputed the chain up to `seq` and countersigned its head (g2p/receipt/v1). */
export const AuditPushReply = z.object({ seq: z.int().min(0), head: Sha256, signature: Hex, at: Instant });

export type EnrolRequestBody = z.infer<typeof EnrolRequest>;
export type EnrolReplyBody = z.infer<typeof EnrolReply>;
export type HelloReplyBody = z.infer<typeof HelloReply>;
export type PushReplyBody = z.infer<typeof PushReply>;
export type PullReplyBody = z.infer<typeof PullReply>;
export type VerdictBody = z.infer<typeof Verdict>;
export type ChangeBody = z.infer<typeof Change>;

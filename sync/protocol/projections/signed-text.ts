import { claimManifestHash, isClaimManifest } from '#domain/approvals/claim-manifest';
import { decodeManifest, encodeManifest, manifestHash } from '#domain/approvals/manifest';
import {
  decodeSignedStatement,
  type Statement,
  type StatementType,
  statementHash,
} from '#domain/approvals/statement';
import { bytesToHex } from '#domain/codec/bytes';
import { tryCanonicalJson } from '#domain/codec/jcs';
import { parseStrictJson } from '#domain/codec/strict-json';
import { CannotProject } from './row-image.ts';

/** Hash of a cycle's manifest text as lower-case hex; a text that is no canonical manifest is bad form. */
export function manifestSha256(text: string): string {
  const manifest = decodeManifest(text);
  if (!manifest.ok || encodeManifest(manifest.value) !== text) throw badForm('manifest');
  return bytesToHex(manifestHash(manifest.value));
}

/** Hash of a provider claim's manifest text as lower-case hex. */
export function claimManifestSha256(text: string): string {
  const json = parseStrictJson(text);
  if (!json.ok || !isClaimManifest(json.value) || !isCanonical(json.value, text)) throw badForm('manifest');
  return bytesToHex(claimManifestHash(json.value));
}

/** The statement in an operation with its hash. Signatures are judged by the rules, not here. */
export function readStatement<Type extends StatementType>(
  type: Type,
  parts: {
    readonly statement: string;
    readonly userSignature: Uint8Array;
    readonly deviceSignature: Uint8Array;
  },
): { readonly statement: Statement<Type>; readonly sha256: string } {
  const userSignature = bytesToHex(parts.userSignature);
  const deviceSignature = bytesToHex(parts.deviceSignature);
  const text = `{"device_signature":"${deviceSignature}","statement":${parts.statement},"user_signature":"${userSignature}"}`;
  const signed = decodeSignedStatement(text, type);
  if (!signed.ok || !isCanonical(signed.value.statement, parts.statement)) throw badForm('statement');
  return { statement: signed.value.statement, sha256: bytesToHex(statementHash(signed.value.statement)) };
}

function isCanonical(value: unknown, text: string): boolean {
  const canonical = tryCanonicalJson(value);
  return canonical.ok && canonical.value === text;
}

function badForm(field: string): CannotProject {
  return new CannotProject({ code: 'sync/bad-form', field });
}

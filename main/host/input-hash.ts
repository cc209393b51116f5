import { bytesToHex } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { sha256 } from '#domain/signing/sha256';

/** Short secrets that could be guessed from a hash of everything around them (a PIN falls in seconds). */
const SECRET_FIELDS: ReadonlySet<string> = new Set(['pin', 'activationCode']);

/**
 * What a command was asked, as 64 hex digits, equal for equal inputs whatever the order of their fields. Secrets
 * at the top level are left out, so a replay differing only in a PIN counts as the same request: it then only gets
 * the answer that was given already.
 */
export function inputHash(input: unknown): string {
  const asked = isRecord(input)
    ? Object.fromEntries(Object.entries(input).filter(([key]) => !SECRET_FIELDS.has(key)))
    : input;
  return bytesToHex(sha256(utf8Encode(JSON.stringify(asked, sortKeys) ?? '')));
}

function sortKeys(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

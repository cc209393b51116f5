import { InvariantError } from '../invariant.ts';
import { err, ok, type Result } from '../result.ts';
import { isWellFormed, utf8Encode } from './utf8.ts';

/** A JSON object as the signed formats use it. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** JSON as the signed formats use it: numbers are safe integers only; money and big counts are decimal strings. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** Why a value has no canonical JSON; `path` is like `shown.count` or `items.3`. */
export type JcsError = {
  readonly code: 'codec/not-canonical-json';
  readonly reason: 'number' | 'not-nfc' | 'surrogate' | 'key' | 'type' | 'depth';
  readonly path: string;
};

/** Deepest nesting of arrays and objects in anything we sign or accept. */
export const MAX_JSON_DEPTH = 32;

/** Keys that would reach into an object's prototype when someone copies it carelessly. */
const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const NEEDS_ESCAPE = /[\u0000-\u001f"\\]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range starts at NUL
const ASCII_ONLY = /^[\u0000-\u007f]*$/;

class NotCanonical extends Error {
  readonly detail: JcsError;
  constructor(reason: JcsError['reason'], path: readonly string[]) {
    super(`no canonical JSON (${reason}) at ${path.join('.')}`);
    this.detail = { code: 'codec/not-canonical-json', reason, path: path.join('.') };
  }
}

/** Is `key` one of the names that touch an object's prototype? Both writer and parser refuse them. */
export function isPrototypeKey(key: string): boolean {
  return PROTOTYPE_KEYS.has(key);
}

/**
 * RFC 8785 text of a value made by this program: keys in UTF-16 order, no spaces, shortest escapes. Strings and
 * keys must be NFC, numbers safe integers other than -0. Throws InvariantError for anything else.
 */
export function canonicalJson(value: JsonValue): string {
  const text = tryCanonicalJson(value);
  if (!text.ok) throw new InvariantError(`no canonical JSON: ${text.error.reason} at "${text.error.path}"`);
  return text.value;
}

/** UTF-8 bytes of {@link canonicalJson}: what is signed and hashed. */
export function canonicalJsonBytes(value: JsonValue): Uint8Array {
  return utf8Encode(canonicalJson(value));
}

/** As {@link canonicalJson} for values that came from outside: the refusal is a Result, never a throw. */
export function tryCanonicalJson(value: unknown): Result<string, JcsError> {
  try {
    return ok(write(value, []));
  } catch (failure) {
    if (failure instanceof NotCanonical) return err(failure.detail);
    throw failure;
  }
}

function write(value: unknown, path: string[]): string {
  if (typeof value === 'string') return writeString(value, path);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new NotCanonical('number', path);
    return String(value);
  }
  if (value === true) return 'true';
  if (value === false) return 'false';
  if (value === null) return 'null';
  if (typeof value !== 'object') throw new NotCanonical('type', path);
  if (path.length >= MAX_JSON_DEPTH) throw new NotCanonical('depth', path);
  return Array.isArray(value) ? writeArray(value, path) : writeObject(value, path);
}

function writeArray(items: readonly unknown[], path: string[]): string {
  let text = '[';
  for (let i = 0; i < items.length; i += 1) {
    path.push(String(i));
    text += (i === 0 ? '' : ',') + write(items[i], path);
    path.pop();
  }
  return `${text}]`;
}

function writeObject(value: object, path: string[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotCanonical('type', path);
  let text = '{';
  // String comparison orders by UTF-16 code units, which is what RFC 8785 §3.2.3 asks.
  for (const [key, member] of Object.entries(value).sort(byKey)) {
    path.push(key);
    if (isPrototypeKey(key)) throw new NotCanonical('key', path);
    text += `${text.length === 1 ? '' : ','}${writeString(key, path)}:${write(member, path)}`;
    path.pop();
  }
  return `${text}}`;
}

function byKey(left: readonly [string, unknown], right: readonly [string, unknown]): number {
  return left[0] < right[0] ? -1 : 1;
}

function writeString(text: string, path: readonly string[]): string {
  if (!ASCII_ONLY.test(text)) {
    if (!isWellFormed(text)) throw new NotCanonical('surrogate', path);
    if (text.normalize('NFC') !== text) throw new NotCanonical('not-nfc', path);
  }
  // JSON.stringify's escapes of well-formed text are exactly those of RFC 8785 §3.2.2.2.
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

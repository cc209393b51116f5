import { isPlainDate } from '../time/plain-date.ts';
import { isHexOf } from './bytes.ts';
import type { JsonObject, JsonValue } from './jcs.ts';
import { isWellFormed } from './utf8.ts';
import { isUuid } from './uuid.ts';

/** Decides whether one member of a signed JSON object has the right form. */
export type JsonCheck = (value: JsonValue) => boolean;

/** Is `value` an object with exactly the keys of `shape`, each passing its check? No key more, none less. */
export function hasExactShape(value: unknown, shape: Readonly<Record<string, JsonCheck>>): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const members = value as JsonObject;
  const names = Object.keys(shape);
  if (Object.keys(members).length !== names.length) return false;
  return names.every((name) => {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    return member !== undefined && shape[name]?.(member) === true;
  });
}

/** Exactly this value. */
export function isLiteral(expected: string | number | null): JsonCheck {
  return (value) => value === expected;
}

/** One of these strings. */
export function isOneOf(...expected: readonly string[]): JsonCheck {
  return (value) => typeof value === 'string' && expected.includes(value);
}

/** Null, or what `check` accepts. */
export function isNullOr(check: JsonCheck): JsonCheck {
  return (value) => value === null || check(value);
}

/** Lower-case hexadecimal of exactly `byteLength` bytes. */
export function isHexText(byteLength: number): JsonCheck {
  return (value) => typeof value === 'string' && isHexOf(value, byteLength);
}

/** A non-negative integer not above `maximum`. */
export function isUnsigned(maximum: number): JsonCheck {
  return (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= maximum;
}

/** A non-negative integer as decimal text without leading zeros, at most 20 digits. */
export function isDecimalText(value: JsonValue): boolean {
  return typeof value === 'string' && /^(?:0|[1-9][0-9]{0,19})$/.test(value);
}

/** Text of 1–200 UTF-16 units that canonical JSON can hold (NFC, no lone surrogate). */
export function isShortText(value: JsonValue): boolean {
  if (typeof value !== 'string' || value.length === 0 || value.length > 200) return false;
  return isWellFormed(value) && value.normalize('NFC') === value;
}

/** A lower-case UUID text. */
export function isUuidText(value: JsonValue): boolean {
  return typeof value === 'string' && isUuid(value);
}

/** A three-letter currency code in capitals. */
export function isCurrencyCode(value: JsonValue): boolean {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value);
}

/** A real calendar date `YYYY-MM-DD`. */
export function isIsoDate(value: JsonValue): boolean {
  return typeof value === 'string' && isPlainDate(value);
}

/** A real UTC instant with milliseconds, `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export function isIsoInstant(value: JsonValue): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
    isRealInstant(value)
  );
}

function isRealInstant(instant: string): boolean {
  const ms = Date.parse(instant);
  // Date.parse rolls 31 February over or gives NaN; only a real instant prints back as it was.
  return !Number.isNaN(ms) && new Date(ms).toISOString() === instant;
}

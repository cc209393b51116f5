import { assert } from '../invariant.ts';

/**
 * Strict UTF-8 without TextEncoder, which the domain's type library does not have. Encoding a lone surrogate
 * is a bug, decoding anything but the shortest valid form is refused: signed bytes must have one reading only.
 */

/** UTF-8 bytes of well-formed text. */
export function utf8Encode(text: string): Uint8Array {
  const scratch = new Uint8Array(text.length * 3);
  return scratch.slice(0, utf8Write(text, scratch, 0));
}

/** Writes `text` at `offset`; the target needs room for three bytes per UTF-16 unit. Returns the end offset. */
export function utf8Write(text: string, target: Uint8Array, offset: number): number {
  let at = offset;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      target[at++] = unit;
    } else if (unit < 0x800) {
      target[at++] = 0xc0 | (unit >> 6);
      target[at++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      target[at++] = 0xe0 | (unit >> 12);
      target[at++] = 0x80 | ((unit >> 6) & 0x3f);
      target[at++] = 0x80 | (unit & 0x3f);
    } else {
      i += 1;
      const low = text.charCodeAt(i);
      assert(unit < 0xdc00 && low >= 0xdc00 && low <= 0xdfff, () => 'text holds a lone surrogate');
      const point = 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
      target[at++] = 0xf0 | (point >> 18);
      target[at++] = 0x80 | ((point >> 12) & 0x3f);
      target[at++] = 0x80 | ((point >> 6) & 0x3f);
      target[at++] = 0x80 | (point & 0x3f);
    }
  }
  return at;
}

/** Text of `bytes[start, end)`, or undefined when that is not valid shortest-form UTF-8. */
export function utf8Decode(bytes: Uint8Array, start = 0, end = bytes.length): string | undefined {
  let text = '';
  let at = start;
  while (at < end) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      text += String.fromCharCode(first);
      at += 1;
      continue;
    }
    const length = sequenceLength(first);
    if (length === 0 || at + length > end) return undefined;
    let point = first & (0xff >> (length + 1));
    for (let i = 1; i < length; i += 1) {
      const next = bytes[at + i] ?? 0;
      if ((next & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (next & 0x3f);
    }
    if (!isShortestScalar(point, length)) return undefined;
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

/** Does the text pair up all its surrogates, so that it has a UTF-8 form at all? */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function sequenceLength(first: number): 0 | 2 | 3 | 4 {
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  if (first >= 0xf0 && first <= 0xf4) return 4;
  return 0;
}

function isShortestScalar(point: number, length: 2 | 3 | 4): boolean {
  if (length === 2) return point >= 0x80;
  if (length === 3) return point >= 0x800 && (point < 0xd800 || point > 0xdfff);
  return point >= 0x10000 && point <= 0x10ffff;
}

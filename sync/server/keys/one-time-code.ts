import { randomBytes } from 'node:crypto';
import { base32Encode } from '#domain/codec/base32';

/**
 * A fresh code of 8 × `byteCount` random bits as people type it, in groups of four letters and digits. Only its hash
 * is ever kept.
 */
export function newOneTimeCode(byteCount: number): string {
  return (base32Encode(randomBytes(byteCount)).match(/.{1,4}/g) ?? []).join('-');
}

/** What was typed, without case, blanks and hyphens: the form that is hashed on both sides. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

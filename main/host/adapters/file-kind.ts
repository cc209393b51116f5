/** What a file is by its first bytes; names and types from outside decide nothing. */
export type FileKind =
  | { readonly kind: 'text'; readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' }
  | { readonly kind: 'zip' }
  | { readonly kind: 'other'; readonly found: string };

const SIGNATURES: readonly { readonly found: string; readonly starts: readonly number[] }[] = [
  { found: 'png', starts: [0x89, 0x50, 0x4e, 0x47] },
  { found: 'jpeg', starts: [0xff, 0xd8, 0xff] },
  { found: 'gif', starts: [0x47, 0x49, 0x46, 0x38] },
  { found: 'pdf', starts: [0x25, 0x50, 0x44, 0x46] },
  // The container of old Office files and of new ones that are protected by a password.
  { found: 'xls', starts: [0xd0, 0xcf, 0x11, 0xe0] },
  { found: 'gzip', starts: [0x1f, 0x8b] },
  { found: 'rar', starts: [0x52, 0x61, 0x72, 0x21] },
  { found: '7z', starts: [0x37, 0x7a, 0xbc, 0xaf] },
  { found: 'program', starts: [0x7f, 0x45, 0x4c, 0x46] },
  { found: 'program', starts: [0x4d, 0x5a, 0x90] },
];
const ZIP = [0x50, 0x4b, 0x03, 0x04] as const;
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06] as const;
/** So much of a file is looked at; a table has no NUL anywhere. */
const LOOKED_AT = 65_536;

export function fileKindOf(bytes: Uint8Array): FileKind {
  const known = SIGNATURES.find(({ starts }) => beginsWith(bytes, starts));
  if (known !== undefined) return { kind: 'other', found: known.found };
  if (beginsWith(bytes, ZIP) || beginsWith(bytes, EMPTY_ZIP)) return { kind: 'zip' };
  if (beginsWith(bytes, [0xff, 0xfe])) return { kind: 'text', encoding: 'utf-16le' };
  if (beginsWith(bytes, [0xfe, 0xff])) return { kind: 'text', encoding: 'utf-16be' };
  const head = bytes.subarray(0, LOOKED_AT);
  if (head.includes(0)) return { kind: 'other', found: 'binary' };
  const text = Buffer.from(head.subarray(0, 512)).toString('latin1').trimStart().toLowerCase();
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return { kind: 'other', found: 'html' };
  if (text.startsWith('<?xml')) return { kind: 'other', found: 'xml' };
  return { kind: 'text', encoding: 'utf-8' };
}

function beginsWith(bytes: Uint8Array, starts: readonly number[]): boolean {
  return starts.every((byte, at) => bytes[at] === byte);
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok } from '#domain/result';
import type { FileTickets, TicketFile } from '../file-tickets.ts';

/** Of one file, and of all that wait together. */
export const MAX_TICKET_BYTES = 25_000_000;
const MAX_WAITING_BYTES = 200_000_000;
/** What waits beyond this lies encrypted in the data folder. */
const MAX_MEMORY_BYTES = 20_000_000;
const UPLOAD_LIVES_MS = 12 * 3_600_000;
const DOWNLOAD_LIVES_MS = 2 * 60_000;

type Kept = {
  readonly channel: string;
  readonly use: 'upload' | 'download';
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly diesAtMs: number;
  readonly place: InMemory | OnDisk;
};
type InMemory = { readonly bytes: Uint8Array };
type OnDisk = {
  readonly file: string;
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly tag: Uint8Array;
};

export type FileTicketOptions = { readonly folder: string; readonly nowMs: () => number };

/**
 * Keeps files between a window and the core. Spooled files are encrypted under keys that exist only in this
 * process, so what a crash leaves in the folder is noise; it is removed at the next start.
 */
export function createFileTickets(options: FileTicketOptions): FileTickets {
  rmSync(options.folder, { recursive: true, force: true });
  const shelf = createShelf(options);
  const unknown = err({ code: 'documents/unknown-ticket' });
  return {
    keepUpload: (channel, file) => {
      const tooLarge =
        file.bytes.length > MAX_TICKET_BYTES || shelf.bytes() + file.bytes.length > MAX_WAITING_BYTES;
      return tooLarge ? err({ code: 'documents/too-large' }) : ok(shelf.keep(channel, 'upload', file));
    },
    readUpload: (channel, ticket) => {
      const kept = shelf.find(channel, 'upload', ticket);
      return kept === undefined ? unknown : ok(fileOf(kept));
    },
    dropUpload: shelf.drop,
    offerDownload: (channel, file) => shelf.keep(channel, 'download', file),
    takeDownload: (channel, ticket) => {
      const kept = shelf.find(channel, 'download', ticket);
      if (kept === undefined) return unknown;
      const file = fileOf(kept);
      shelf.drop(ticket);
      return ok(file);
    },
    forget: (channel) => shelf.dropAll((kept) => channel === null || kept.channel === channel),
  };
}

/** What waits, by ticket; what has lived too long is gone before anybody looks. */
function createShelf({ folder, nowMs }: FileTicketOptions) {
  const waiting = new Map<string, Kept>();
  const drop = (ticket: string): void => {
    const kept = waiting.get(ticket);
    if (kept === undefined) return;
    waiting.delete(ticket);
    if ('file' in kept.place) rmSync(kept.place.file, { force: true });
  };
  const dropAll = (which: (kept: Kept) => boolean): void => {
    for (const [ticket, kept] of [...waiting]) if (which(kept)) drop(ticket);
  };
  const living = (): readonly Kept[] => {
    dropAll((kept) => kept.diesAtMs <= nowMs());
    return [...waiting.values()];
  };
  const sizeOf = (kept: readonly Kept[]): number => kept.reduce((sum, { size }) => sum + size, 0);
  return {
    drop,
    dropAll,
    bytes: (): number => sizeOf(living()),
    keep: (channel: string, use: Kept['use'], { name, mime, bytes }: TicketFile): string => {
      const ticket = randomBytes(24).toString('base64url');
      const inMemory = sizeOf(living().filter(({ place }) => 'bytes' in place));
      const place = inMemory + bytes.length <= MAX_MEMORY_BYTES ? { bytes } : spool(folder, ticket, bytes);
      const diesAtMs = nowMs() + (use === 'upload' ? UPLOAD_LIVES_MS : DOWNLOAD_LIVES_MS);
      waiting.set(ticket, { channel, use, name: plainName(name), mime, size: bytes.length, diesAtMs, place });
      return ticket;
    },
    find: (channel: string, use: Kept['use'], ticket: string): Kept | undefined => {
      living();
      const kept = waiting.get(ticket);
      return kept?.channel === channel && kept.use === use ? kept : undefined;
    },
  };
}

function spool(folder: string, ticket: string, bytes: Uint8Array): OnDisk {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [key, nonce, file] = [randomBytes(32), randomBytes(12), join(folder, ticket)];
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  writeFileSync(file, Buffer.concat([cipher.update(bytes), cipher.final()]), { mode: 0o600 });
  return { file, key, nonce, tag: cipher.getAuthTag() };
}

function fileOf({ name, mime, place }: Kept): TicketFile {
  if ('bytes' in place) return { name, mime, bytes: place.bytes };
  const decipher = createDecipheriv('aes-256-gcm', place.key, place.nonce, { authTagLength: 16 }).setAuthTag(
    place.tag,
  );
  const bytes = Buffer.concat([decipher.update(readFileSync(place.file)), decipher.final()]);
  return { name, mime, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) };
}

/** The last part of a path without control characters; only ever shown, never used to open anything. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  return last.replaceAll(/[\u0000-\u001f\u007f"]/g, '').slice(0, 120) || 'file';
}

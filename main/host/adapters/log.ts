import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Log, LogFields } from '#ports/log';

/** One file holds about a week of a busy office; five of them are kept. */
const MAX_FILE_BYTES = 2_000_000;
const FILES_KEPT = 5;
const MAX_TEXT = 200;

/**
 * Words a field name may not contain: they belong to people or to keys. The law is "ids and counts only"; this net
 * catches the slip. Names are compared without case, `-` and `_`.
 */
const PERSONAL = [
  'name',
  'phone',
  'email',
  'address',
  'birth',
  'gender',
  'identifier',
  'nationalid',
  'maskedid',
  'localtext',
  'pin',
  'password',
  'passphrase',
  'secret',
  'seed',
  'privatekey',
  'dek',
  'token',
  'cookie',
  'activationcode',
  'vouchercode',
  'title',
  'body',
  'witness',
  'facts',
  'search',
  'value',
  'input',
] as const;
/** Names that hold one of the words above and are harmless. */
const HARMLESS: ReadonlySet<string> = new Set(['hostname', 'tablename', 'filename', 'username']);

export type FileLogOptions = {
  readonly folder: string;
  readonly maxFileBytes?: number;
  /** Writes to standard error as well, for the command line. */
  readonly echo?: boolean;
};

/** JSON lines in `tawi.log`, rotated to `tawi.1.log` … by size. Written at once, so that a crash loses no line. */
export function openFileLog({ folder, maxFileBytes = MAX_FILE_BYTES, echo = false }: FileLogOptions): Log {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'tawi.log');
  let size = sizeOf(file);
  const write = (line: string): void => {
    if (size > 0 && size + line.length > maxFileBytes) {
      rotate(folder);
      size = 0;
    }
    appendFileSync(file, line, { mode: 0o600 });
    size += Buffer.byteLength(line);
    if (echo) process.stderr.write(line);
  };
  return logOver(write);
}

/** The same lines to any writer. */
export function logOver(write: (line: string) => void): Log {
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  return {
    info: (event, fields) => logger.info(redact(fields), event),
    warn: (event, fields) => logger.warn(redact(fields), event),
    error: (event, fields) => logger.error(redact(fields), event),
  };
}

/** Replaces what belongs to people or keys and shortens long texts. */
export function redact(fields: LogFields = {}): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      if (isPersonal(key)) return [key, '[left out]'];
      return [
        key,
        typeof value === 'string' && value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value,
      ];
    }),
  );
}

function isPersonal(key: string): boolean {
  const plain = key.toLowerCase().replaceAll(/[-_]/g, '');
  return !HARMLESS.has(plain) && PERSONAL.some((word) => plain.includes(word));
}

function rotate(folder: string): void {
  const numbered = (number: number): string => join(folder, number === 0 ? 'tawi.log' : `tawi.${number}.log`);
  rmSync(numbered(FILES_KEPT - 1), { force: true });
  for (let number = FILES_KEPT - 2; number >= 0; number -= 1) {
    if (sizeOf(numbered(number)) > 0) renameSync(numbered(number), numbered(number + 1));
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

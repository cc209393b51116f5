import { customType } from 'drizzle-orm/pg-core';
import pg from 'pg';

const readTimestamp = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text');

/** UTC instant with milliseconds as ISO text, `timestamptz(3)` in the database. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: (text) => new Date(readTimestamp(text)).toISOString(),
});

/** Calendar date `YYYY-MM-DD`, never a Date object: it has no time and no zone. */
export const plainDate = customType<{ data: string; driverData: string }>({ dataType: () => 'date' });

/** Minor units, sequences and counts as safe integers, `bigint` in the database. */
export const wholeNumber = customType<{ data: number; driverData: string }>({
  dataType: () => 'bigint',
  fromDriver: (text) => safeInteger(text),
});

/** Raw bytes as they were signed. */
export const rawBytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
  fromDriver: (buffer) => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length),
});

/** A bigint of the database as a number; beyond 2^53 it would silently lose money, so it throws. */
export function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is no safe integer`);
  return value;
}

import pg from 'pg';
import { safeInteger } from './schema/column-types.ts';

const { builtins } = pg.types;
const readTimestamp = pg.types.getTypeParser(builtins.TIMESTAMPTZ, 'text');

/**
 * How values come out of the set-wise statements: dates stay `YYYY-MM-DD`, instants become UTC ISO text with
 * milliseconds, bigint a safe integer (else it throws). The same forms as the rows on the wire.
 */
export function readPostgresValue(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (format === 'binary') return pg.types.getTypeParser(oid, format);
  switch (oid) {
    case builtins.DATE:
      return (value) => value;
    case builtins.TIMESTAMPTZ:
      return (value) => new Date(readTimestamp(value)).toISOString();
    case builtins.INT8:
      return safeInteger;
    default:
      return pg.types.getTypeParser(oid, 'text');
  }
}

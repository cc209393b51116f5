import type { Result } from '#domain/result';

/** A spreadsheet or a text table, read row by row without ever being whole in the core's memory. */

export type TableFile = { readonly name: string; readonly bytes: Uint8Array };
export type TableRow = {
  /** As spreadsheets count: the first line is row 1. */
  readonly rowNo: number;
  readonly cells: readonly string[];
};

/** Why a file cannot be read as a table; nothing of it was used. */
export type TableRefusal =
  /** `found` names what it is instead: `png`, `pdf`, `xls`, `zip`, `binary`, … */
  | { readonly code: 'import/not-a-table'; readonly data: { readonly found: string } }
  | { readonly code: 'import/too-large'; readonly data: { readonly maxBytes: number } }
  /** A packed file that is far larger inside, or lies about it. */
  | { readonly code: 'import/unpacks-too-large'; readonly data: { readonly maxBytes: number } }
  | { readonly code: 'import/too-many-rows'; readonly data: { readonly maxRows: number } }
  /** A quotation mark was opened and never closed, so the rest of the file is one cell. */
  | { readonly code: 'import/quote-open'; readonly data: { readonly rowNo: number } }
  | { readonly code: 'import/empty' }
  | { readonly code: 'import/damaged' };

export type OpenTable = {
  readonly header: readonly string[];
  /** The next rows, at most a few hundred; null after the last. */
  readonly next: () => Promise<Result<readonly TableRow[] | null, TableRefusal>>;
  /** Must be called, whatever happened. */
  readonly close: () => Promise<void>;
};

export type TableReader = {
  /** Lower-case hex SHA-256. */
  readonly digest: (bytes: Uint8Array) => string;
  /** Looks at the first bytes, never at the name, and reads CSV (UTF-8, UTF-16) and XLSX. Dates come as `YYYY-MM-DD`. */
  readonly open: (file: TableFile) => Promise<Result<OpenTable, TableRefusal>>;
};

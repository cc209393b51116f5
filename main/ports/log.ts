/** Structured log: ids and counts only, never names, numbers of people or keys. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;
export type Log = {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  readonly error: (event: string, fields?: LogFields) => void;
};

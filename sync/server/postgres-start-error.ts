/** Why PostgreSQL did not start; the detail is for the operator's log. */
export type PostgresStartCode =
  | 'postgres/no-binaries'
  | 'postgres/no-account'
  | 'postgres/no-reachable-folder'
  | 'postgres/password-lost'
  | 'postgres/initdb-failed'
  | 'postgres/start-failed'
  | 'postgres/in-use';

/** Thrown by the launcher: the service cannot run without its database, so nobody downstream could handle it. */
export class PostgresStartError extends Error {
  override readonly name = 'PostgresStartError';
  readonly code: PostgresStartCode;

  constructor(
    code: PostgresStartCode,
    { detail, cause }: { readonly detail: string; readonly cause?: unknown },
  ) {
    super(`${code}: ${detail}`, { cause });
    this.code = code;
  }
}

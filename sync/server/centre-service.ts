import type { BaseLogger } from 'pino';
import type { Database } from '#db/postgres/database';
import type { CentreKeys } from './keys/centre-keys.ts';
import type { ObjectStore } from './object-store/object-store.ts';

/** What every route and every function of the centre works with. It holds no state of its own. */
export type CentreService = {
  readonly database: Database;
  readonly keys: CentreKeys;
  readonly objects: ObjectStore;
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: () => number;
  readonly log: CentreLog;
};

/** Words and ids only: no names, no codes, no keys. */
export type CentreLog = Pick<BaseLogger, 'info' | 'warn' | 'error'>;

/** The present instant, UTC ISO with milliseconds. */
export function nowOf(service: Pick<CentreService, 'nowMs'>): string {
  return new Date(service.nowMs()).toISOString();
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvariantError } from '#domain/invariant';
import { migrateReplica } from '../migrate.ts';
import { openReplica, type Replica } from '../open.ts';

/** An encrypted, migrated replica in a folder of its own, for tests. */
export type TempReplica = {
  readonly replica: Replica;
  /** Another connection to the same file, as a second process would have. */
  readonly openAgain: (mode?: Replica['mode']) => Replica;
  /** Closes every connection and removes the folder. */
  readonly remove: () => void;
};

const KEY = new Uint8Array(32).fill(7);

export function tempReplica(): TempReplica {
  const folder = mkdtempSync(join(tmpdir(), 'tawi-replica-'));
  const file = join(folder, 'replica.db');
  const connections: Replica[] = [];
  const open = (create: boolean, mode: Replica['mode']): Replica => {
    const opened = openReplica({ file, key: KEY, create, mode });
    if (!opened.ok) throw new InvariantError(`test replica did not open: ${opened.error.code}`);
    connections.push(opened.value);
    return opened.value;
  };
  const replica = open(true, 'read-write');
  const migrated = migrateReplica(replica, { now: () => '2026-11-20T08:00:00.000Z', appVersion: '0.0.0' });
  if (!migrated.ok) throw new InvariantError(`test replica did not migrate: ${migrated.error.code}`);
  return {
    replica,
    openAgain: (mode = 'read-write') => open(false, mode),
    remove: () => {
      for (const connection of connections) connection.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

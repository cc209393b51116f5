import { assert } from '#domain/invariant';
import type { OfficeReads, OfficeWrites } from '#ports/office-store';
import type { PaymentReads } from '#ports/payment-queries';
import type { RegistryReads, RegistryWrites } from '#ports/registry-queries';
import type { Store } from '#ports/store';
import type { RecorderFactory, SyncStore, SyncTx } from '#ports/sync-store';
import { createAuditLog } from './audit-log.ts';
import { createCursors } from './cursors.ts';
import { createBlobs } from './local/blobs.ts';
import { createDrafts } from './local/drafts.ts';
import { createEligibility } from './local/eligibility.ts';
import { createIdempotency } from './local/idempotency.ts';
import { createImports } from './local/imports.ts';
import { createJobs } from './local/jobs.ts';
import { createNumbers } from './local/numbers.ts';
import { createScanRefusals } from './local/scan-refusals.ts';
import { createSettings } from './local/settings.ts';
import { createOperationLog } from './op-log.ts';
import type { ReadTx, Replica } from './open.ts';
import { createRowReads, createRowWrites } from './row-store.ts';
import { createShadow } from './shadow.ts';

/** Query objects of the features, made once per connection; they run inside the caller's transaction. */
export type StoreQueries = {
  readonly registry: (database: ReadTx) => RegistryReads & RegistryWrites;
  readonly payments: (database: ReadTx) => PaymentReads;
};
export type StoreParts = {
  readonly handle: Replica;
  /** Number of this device, written into each audit row. */
  readonly deviceNo: number;
  readonly recorder: RecorderFactory;
  readonly queries: StoreQueries;
};

/** Everything that stands on one connection. */
type Parts = SyncTx & { readonly registry: RegistryReads & RegistryWrites; readonly payments: PaymentReads };

/**
 * The office's store over one open replica: `store` for services, `sync` for the sync client. Both run a callback in
 * one transaction: reads in a deferred one, writes in an immediate one that is on disk when it returns. A write inside
 * another transaction is a fault of the program and throws; a read inside a write sees what was written so far.
 */
export function createStore(parts: StoreParts): Store & { readonly sync: SyncStore } {
  const { handle, recorder } = parts;
  const partsOf = onePerConnection((database) => buildParts(database, parts));
  const read = <T>(work: (all: Parts) => T): T => handle.read((database) => work(partsOf(database)));
  const write = <T>(work: (all: Parts) => T): T => {
    assert(!handle.client.inTransaction, () => 'a write was begun inside another transaction');
    return handle.write((database) => work(partsOf(database)));
  };
  return {
    read,
    write: (work) => write((all) => work({ ...all, operations: recorder(all) })),
    sync: { read, write },
  };
}

function buildParts(database: ReadTx, { deviceNo, queries }: StoreParts): Parts {
  const client = database.$client;
  const rowReads = createRowReads(client);
  const log = createOperationLog(client);
  const office: OfficeReads & OfficeWrites = {
    audit: createAuditLog(client, deviceNo),
    blobs: createBlobs(database),
    drafts: createDrafts(database),
    eligibility: createEligibility(database),
    idempotency: createIdempotency(database),
    imports: createImports(database),
    jobs: createJobs(database),
    numbers: createNumbers(database),
    operations: log,
    scanRefusals: createScanRefusals(database),
    settings: createSettings(database),
  };
  return {
    rows: { ...rowReads, ...createRowWrites(client, rowReads) },
    log,
    shadow: createShadow(client, rowReads),
    cursors: createCursors(database),
    office,
    registry: queries.registry(database),
    payments: queries.payments(database),
  };
}

/** Prepared statements live as long as their connection; values are never kept. */
function onePerConnection<Value>(build: (database: ReadTx) => Value): (database: ReadTx) => Value {
  const known = new WeakMap<ReadTx, Value>();
  return (database) => {
    const found = known.get(database) ?? build(database);
    known.set(database, found);
    return found;
  };
}

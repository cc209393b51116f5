import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Database, openDatabase } from '#db/postgres/database';
import type { Result } from '#domain/result';
import type { AdminContext } from '#sync/server/admin/admin-context';
import { createTenant } from '#sync/server/admin/tenants';
import type { CentreService } from '#sync/server/centre-service';
import { loadCentreKeys } from '#sync/server/keys/centre-keys';
import { createFolderStore } from '#sync/server/object-store/folder-store';
import { buildApp } from '#sync/server/routes/app';
import { createScratchDatabase, type ScratchDatabase } from './scratch-database.ts';

/** A whole centre over a database of its own, with a clock that tests move; requests go in through `app.inject`. */
export type CentreFixture = {
  readonly app: FastifyInstance;
  readonly service: CentreService;
  readonly database: Database;
  readonly scratch: ScratchDatabase;
  readonly tenantId: string;
  /** The centre at work for the tenant, as a script. */
  readonly admin: AdminContext;
  /** Moves the centre's clock, ms. */
  readonly setNow: (nowMs: number) => void;
  /** Errors that a route logged because nobody expected them. */
  readonly faults: readonly unknown[];
  readonly close: () => Promise<void>;
};

export const FIXTURE_START = Date.parse('2026-11-20T09:00:00.000Z');

/** Starts a centre in the database `name` of the given server. */
export async function createCentreFixture(serverUrl: string, name: string): Promise<CentreFixture> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tawi-test-centre-'));
  const scratch = await createScratchDatabase(serverUrl, name);
  const database = openDatabase({ url: scratch.appUrl, maxConnections: 24 });
  let nowMs = FIXTURE_START;
  const faults: unknown[] = [];
  const service: CentreService = {
    database,
    keys: loadCentreKeys(dataDir, {}),
    objects: createFolderStore(join(dataDir, 'objects')),
    nowMs: () => nowMs,
    log: { info: () => undefined, warn: () => undefined, error: (fault: unknown) => void faults.push(fault) },
  };
  const app = await buildApp(service, {
    version: 'test',
    limits: { requests: 1_000_000, attempts: 1_000_000 },
  });
  const { tenantId } = expectOk(await createTenant(service, practiceTenant));
  return {
    ...{ app, service, database, scratch, tenantId, faults },
    admin: { service, tenantId, userId: null },
    setNow: (ms) => {
      nowMs = ms;
    },
    close: async () => {
      await app.close();
      await database.close();
      await scratch.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const practiceTenant = {
  code: 'practice',
  name: 'Practice',
  practice: true,
  currency: 'KES',
  timeZone: 'Africa/Nairobi',
  defaultPhonePrefix: '+254',
  languages: ['en'],
  identifierTypes: [],
  questionPack: { version: '1', questions: [] },
  consentText: { version: '1', en: 'I agree.' },
};

/** The value of a success; a failure fails the test with its error. */
export function expectOk<T>(result: Result<T, { readonly code: string }>): T {
  if (!result.ok) throw new Error(`expected a success: ${JSON.stringify(result.error)}`);
  return result.value;
}

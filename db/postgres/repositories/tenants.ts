import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Tx } from '../database.ts';
import { centreKey, tenantPolicy } from '../schema/reference-tables.ts';
import { tenant, tenantCounter, tenantRoute } from '../schema/tenant-tables.ts';

export type TenantRecord = {
  readonly tenantId: string;
  /** Short name people type when several tenants share a centre. */
  readonly code: string;
  readonly name: string;
  readonly practice: boolean;
  readonly createdAt: string;
};

/** Every tenant of this database, by code. */
export async function listTenants(open: NodePgDatabase): Promise<readonly TenantRecord[]> {
  return open.select().from(tenant).orderBy(asc(tenant.code));
}

export async function insertTenant(tx: Tx, record: Omit<TenantRecord, 'tenantId'>): Promise<void> {
  await tx.db.insert(tenant).values({ ...record, tenantId: tx.tenantId });
}

export type RouteKind = 'device' | 'enrolment';

/** Whose device or enrolment code this is: asked before a tenant's transaction can begin. */
export async function findTenantOf(
  open: NodePgDatabase,
  kind: RouteKind,
  key: string,
): Promise<string | undefined> {
  const [row] = await open
    .select({ tenantId: tenantRoute.tenantId })
    .from(tenantRoute)
    .where(and(eq(tenantRoute.kind, kind), eq(tenantRoute.key, key)));
  return row?.tenantId;
}

export async function insertRoute(tx: Tx, kind: RouteKind, key: string): Promise<void> {
  await tx.db.insert(tenantRoute).values({ kind, key, tenantId: tx.tenantId });
}

/** Series of human numbers that the centre gives out itself. */
export type CounterName = 'user' | 'device' | 'office' | 'program' | 'provider';

/** Takes `count` numbers of a series and gives the first; the row stays locked until the transaction ends. */
export async function takeNumbers(tx: Tx, name: CounterName, count = 1): Promise<number> {
  const [row] = await tx.db
    .insert(tenantCounter)
    .values({ tenantId: tx.tenantId, name, lastValue: count })
    .onConflictDoUpdate({
      target: [tenantCounter.tenantId, tenantCounter.name],
      set: { lastValue: sql`${tenantCounter.lastValue} + ${count}` },
    })
    .returning({ lastValue: tenantCounter.lastValue });
  return (row?.lastValue ?? count) - count + 1;
}

/** What every judgement needs to know of the tenant. */
export type TenantSettings = {
  readonly tenantName: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly practice: boolean;
};

export async function readTenantSettings(tx: Tx): Promise<TenantSettings | undefined> {
  const [row] = await tx.db
    .select({
      tenantName: tenantPolicy.tenantName,
      currency: tenantPolicy.currency,
      timeZone: tenantPolicy.timeZone,
      practice: tenantPolicy.practice,
    })
    .from(tenantPolicy)
    .where(eq(tenantPolicy.tenantId, tx.tenantId))
    .limit(1);
  return row;
}

/** Public keys of the centre that are not revoked, lower-case hex. */
export async function listCentreKeys(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.db
    .select({ publicKey: centreKey.publicKey })
    .from(centreKey)
    .where(and(eq(centreKey.tenantId, tx.tenantId), isNull(centreKey.revokedAt)));
  return rows.map((row) => row.publicKey);
}

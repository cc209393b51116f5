import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { insertTenant, listTenants } from '#db/postgres/repositories/tenants';
import { bytesToHex } from '#domain/codec/bytes';
import { ok } from '#domain/result';
import { Currency } from '#sync/protocol/rows/scalars';
import { type CentreService, nowOf } from '../centre-service.ts';
import { type AdminContext, type AdminResult, adminWork, findRow, writeRows } from './admin-context.ts';

/** A tenant with the policy its offices get; see `tenantPolicy` of the row schemas. */
export const NewTenant = z.strictObject({
  tenantId: z.uuid().optional(),
  code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  name: z.string().min(1).max(200),
  practice: z.boolean(),
  currency: Currency,
  timeZone: z.string().min(1).max(64),
  defaultPhonePrefix: z.string().max(6),
  languages: z.array(z.string().max(8)).min(1),
  identifierTypes: z.json(),
  questionPack: z.json(),
  consentText: z.json(),
});

/** Makes a tenant with its policy and this centre's key. Not offered over the network. */
export async function createTenant(
  service: CentreService,
  input: z.input<typeof NewTenant>,
): AdminResult<{ readonly tenantId: string; readonly policyId: string }> {
  const { tenantId = randomUUID(), code, name, practice, ...policy } = NewTenant.parse(input);
  const admin: AdminContext = { service, tenantId, userId: null };
  return adminWork(admin, 'tenant.created', async (tx) => {
    const createdAt = nowOf(service);
    const policyId = randomUUID();
    await insertTenant(tx, { code, name, practice, createdAt });
    await writeRows(tx, [
      { table: 'tenantPolicy', row: { ...policy, policyId, tenantName: name, practice, version: 1 } },
      {
        table: 'centreKey',
        row: {
          keyId: randomUUID(),
          publicKey: bytesToHex(service.keys.signer.publicKey),
          purpose: 'centre',
          validFrom: createdAt,
          revokedAt: null,
        },
      },
    ]);
    return ok({ value: { tenantId, policyId }, object: tenantId });
  });
}

/** What of a policy may be changed later; the version grows with every change. */
export const PolicyChange = NewTenant.pick({
  defaultPhonePrefix: true,
  languages: true,
  identifierTypes: true,
  questionPack: true,
  consentText: true,
}).partial();

export async function changePolicy(
  admin: AdminContext,
  policyId: string,
  input: z.input<typeof PolicyChange>,
): AdminResult<{ readonly version: number }> {
  const change = PolicyChange.parse(input);
  return adminWork(admin, 'policy.changed', async (tx) => {
    const policy = await findRow(tx, 'tenantPolicy', policyId);
    if (!policy.ok) return policy;
    const version = policy.value.version + 1;
    const row = { ...policy.value, ...withoutUndefined(change), version };
    await writeRows(tx, [{ table: 'tenantPolicy', row }]);
    return ok({ value: { version }, object: policyId });
  });
}

/** Optional fields that were left out must not blank what stands there. */
export function withoutUndefined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  // The cast of a filter: exactly the entries with values remain.
  return Object.fromEntries(given) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** The tenant people mean by a code; the only one when they name none. */
export async function findTenant(
  service: CentreService,
  code: string | undefined,
): Promise<string | undefined> {
  const tenants = await listTenants(service.database.open);
  if (code === undefined) return tenants.length === 1 ? tenants[0]?.tenantId : undefined;
  return tenants.find((tenant) => tenant.code === code)?.tenantId;
}

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { takeNumbers } from '#db/postgres/repositories/tenants';
import { ok } from '#domain/result';
import { PlainDate, Uuid } from '#sync/protocol/rows/scalars';
import { type AdminContext, type AdminResult, adminWork, findRow, writeRows } from './admin-context.ts';

export const NewProvider = z.strictObject({
  providerId: Uuid.optional(),
  officeId: Uuid,
  name: z.string().min(1).max(200),
  kind: z.enum(['shop', 'agent', 'hospital']),
  programIds: z.array(Uuid).min(1),
  contractFrom: PlainDate,
  contractTo: PlainDate,
});

/** Adds a provider under contract for programmes at an office. */
export async function createProvider(
  admin: AdminContext,
  input: z.input<typeof NewProvider>,
): AdminResult<{ readonly providerId: string; readonly providerNo: number }> {
  const { providerId = randomUUID(), ...provider } = NewProvider.parse(input);
  return adminWork(admin, 'provider.created', async (tx) => {
    const providerNo = await takeNumbers(tx, 'provider');
    const row = { providerId, providerNo, ...provider, status: 'active' as const };
    await writeRows(tx, [{ table: 'provider', row }]);
    return ok({ value: { providerId, providerNo }, object: providerId });
  });
}

export const ProviderStatus = z.enum(['active', 'suspended']);

/** Suspends a provider or takes it up again. */
export async function setProviderStatus(
  admin: AdminContext,
  providerId: string,
  status: z.infer<typeof ProviderStatus>,
): AdminResult<null> {
  return adminWork(admin, 'provider.status-set', async (tx) => {
    const provider = await findRow(tx, 'provider', providerId);
    if (!provider.ok) return provider;
    await writeRows(tx, [{ table: 'provider', row: { ...provider.value, status } }]);
    return ok({ value: null, object: providerId, data: { status } });
  });
}

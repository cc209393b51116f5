import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { takeNumbers } from '#db/postgres/repositories/tenants';
import { ok } from '#domain/result';
import { Uuid } from '#sync/protocol/rows/scalars';
import { type AdminContext, type AdminResult, adminWork, writeRows } from './admin-context.ts';

/** Areas with their parents before or among them; `areaId` may be given, so that a seed is repeatable. */
export const NewAreas = z
  .array(
    z.strictObject({
      areaId: Uuid.optional(),
      parentId: Uuid.nullable(),
      code: z.string().min(1).max(40),
      name: z.string().min(1).max(200),
      level: z.int().min(0).max(9),
    }),
  )
  .min(1)
  .max(5000);

/** Adds areas; gives their ids in the order asked. */
export async function createAreas(
  admin: AdminContext,
  input: z.input<typeof NewAreas>,
): AdminResult<{ readonly areaIds: readonly string[] }> {
  const areas = NewAreas.parse(input).map(({ areaId = randomUUID(), ...area }) => ({ areaId, ...area }));
  return adminWork(admin, 'areas.created', async (tx) => {
    await writeRows(
      tx,
      areas.map((row) => ({ table: 'area', row })),
    );
    const areaIds = areas.map((area) => area.areaId);
    return ok({ value: { areaIds }, object: areaIds[0] ?? '', data: { count: areaIds.length } });
  });
}

export const NewOffice = z.strictObject({
  officeId: Uuid.optional(),
  /** Begins every number the office gives out, so it is short and never reused. */
  code: z.string().regex(/^[A-Z0-9]{2,6}$/),
  name: z.string().min(1).max(200),
  areaId: Uuid,
});

/** Adds an office for an area and everything below it. */
export async function createOffice(
  admin: AdminContext,
  input: z.input<typeof NewOffice>,
): AdminResult<{ readonly officeId: string; readonly officeNo: number }> {
  const { officeId = randomUUID(), ...office } = NewOffice.parse(input);
  return adminWork(admin, 'office.created', async (tx) => {
    const officeNo = await takeNumbers(tx, 'office');
    await writeRows(tx, [{ table: 'office', row: { officeId, officeNo, ...office } }]);
    return ok({ value: { officeId, officeNo }, object: officeId });
  });
}

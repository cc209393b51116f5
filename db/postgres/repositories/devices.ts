import { and, asc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { device, numberRange } from '../schema/sync-tables.ts';

/** A device as the centre knows it. Keys and hashes are lower-case hex. */
export type DeviceRecord = {
  readonly deviceId: string;
  readonly deviceNo: number;
  readonly incarnation: number;
  readonly officeId: string;
  readonly label: string;
  readonly publicKey: string;
  readonly wrappingPublicKey: string;
  /** RFC 8785 text, and the centre's signature over it. */
  readonly certificate: string;
  readonly certificateSignature: string;
  /** Last operation of this incarnation that the centre has. */
  readonly headSeq: number;
  readonly headHash: string;
  readonly state: 'active' | 'frozen' | 'revoked';
  readonly stateReason: string | null;
  readonly appVersion: string | null;
  /** The centre's clock minus the device's, ms. */
  readonly clockOffsetMs: number;
  readonly enrolledAt: string;
  readonly lastSeen: string;
};

const { tenantId: _tenantId, ...deviceColumns } = getTableColumns(device);

/** A device by id; with `lock` nobody else pushes for it until the transaction ends. */
export async function findDevice(
  tx: Tx,
  deviceId: string,
  options: { readonly lock: boolean } = { lock: false },
): Promise<DeviceRecord | undefined> {
  const query = tx.db
    .select(deviceColumns)
    .from(device)
    .where(and(eq(device.tenantId, tx.tenantId), eq(device.deviceId, deviceId)));
  const [row] = options.lock ? await query.for('update') : await query;
  return row;
}

/** Devices by number, in that order; all of them when no numbers are given. */
export async function listDevices(tx: Tx, deviceNos?: readonly number[]): Promise<readonly DeviceRecord[]> {
  return tx.db
    .select(deviceColumns)
    .from(device)
    .where(
      and(
        eq(device.tenantId, tx.tenantId),
        deviceNos === undefined ? undefined : inArray(device.deviceNo, [...deviceNos]),
      ),
    )
    .orderBy(asc(device.deviceNo));
}

export async function insertDevice(tx: Tx, record: DeviceRecord): Promise<void> {
  await tx.db.insert(device).values({ ...record, tenantId: tx.tenantId });
}

/** What changes about a device after its enrolment. */
export type DeviceChange = Partial<
  Pick<
    DeviceRecord,
    'headSeq' | 'headHash' | 'state' | 'stateReason' | 'appVersion' | 'clockOffsetMs' | 'lastSeen'
  >
>;

export async function updateDevice(tx: Tx, deviceId: string, change: DeviceChange): Promise<void> {
  await tx.db
    .update(device)
    .set(change)
    .where(and(eq(device.tenantId, tx.tenantId), eq(device.deviceId, deviceId)));
}

/** A block of human numbers for one device, both ends inclusive. */
export type NumberBlock = {
  readonly series: 'registration' | 'receipt' | 'claim';
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
};

/** The next free block of `size` numbers of a series and prefix; the caller holds the office's lock. */
export async function takeNumberBlock(
  tx: Tx,
  wanted: Pick<NumberBlock, 'series' | 'prefix'> & { readonly size: number; readonly deviceNo: number },
): Promise<NumberBlock> {
  const { series, prefix, size, deviceNo } = wanted;
  const ofSeries = and(
    eq(numberRange.tenantId, tx.tenantId),
    eq(numberRange.series, series),
    eq(numberRange.prefix, prefix),
  );
  const [last] = await tx.db
    .select({ to: sql<number>`coalesce(max(${numberRange.lastNo}), 0)`.mapWith(Number) })
    .from(numberRange)
    .where(ofSeries);
  const from = (last?.to ?? 0) + 1;
  const block = { series, prefix, from, to: from + size - 1 };
  await tx.db
    .insert(numberRange)
    .values({ tenantId: tx.tenantId, series, prefix, deviceNo, firstNo: from, lastNo: block.to });
  return block;
}

/** The blocks a device holds, by series. */
export async function listNumberBlocks(tx: Tx, deviceNo: number): Promise<readonly NumberBlock[]> {
  const rows = await tx.db
    .select()
    .from(numberRange)
    .where(and(eq(numberRange.tenantId, tx.tenantId), eq(numberRange.deviceNo, deviceNo)))
    .orderBy(asc(numberRange.series), asc(numberRange.firstNo));
  return rows.map(({ series, prefix, firstNo, lastNo }) => ({ series, prefix, from: firstNo, to: lastNo }));
}

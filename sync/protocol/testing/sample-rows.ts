import type { OpContext, RowReader, RowWrite } from '../projection.ts';
import { keyColumn, type RowOf, type TableName } from '../rows/replicated-tables.ts';

/** Rows and a reader over them for tests of projections; ids are readable: `sampleId(7)`. */
export function sampleId(number: number): string {
  return `0193a1f0-4c00-8001-8000-${String(number).padStart(12, '0')}`;
}

/** The officer and device of every sample operation. */
export const sampleContext: OpContext = {
  deviceNo: 9,
  actorNo: 31,
  actorPersonId: sampleId(931),
  officeId: sampleId(3),
};

/** A reader over a handful of rows, ordered by primary key as both databases do. */
export function readerOver(images: readonly RowWrite[]): RowReader {
  const rowsOf = <T extends TableName>(table: T): readonly RowOf<T>[] => {
    const found: unknown = images.filter((image) => image.table === table).map((image) => image.row);
    return found as readonly RowOf<T>[];
  };
  return {
    get: (table, key) => rowsOf(table).find((row) => valueIn(row, keyColumn(table)) === key),
    list: (table, column, value) =>
      rowsOf(table)
        .filter((row) => valueIn(row, column) === value)
        .toSorted((left, right) =>
          valueIn(left, keyColumn(table)) < valueIn(right, keyColumn(table)) ? -1 : 1,
        ),
  };
}

function valueIn(row: object, column: string): string {
  const members: Readonly<Record<string, unknown>> = { ...row };
  return String(members[column]);
}

export function sampleRegistrant(changes: Partial<RowOf<'registrant'>> = {}): RowOf<'registrant'> {
  return {
    registrantId: sampleId(2),
    kind: 'individual',
    groupKind: null,
    officeId: sampleId(3),
    areaId: sampleId(4),
    registrationNo: 'DD-04-000017-K',
    name: 'Almaz Bekele Tadesse',
    givenName: 'Almaz',
    additionalName: 'Bekele',
    familyName: 'Tadesse',
    localName: '',
    gender: 'female',
    birthDate: '1968-02-29',
    birthDateExact: true,
    phone: '+251911000017',
    email: null,
    address: 'Kebele 07',
    state: 'submitted',
    disabledReason: null,
    facts: { rooms: 2 },
    importKey: null,
    registeredOn: '2026-11-20',
    registeredBy: 31,
    ...changes,
  };
}

export function sampleSlice(changes: Partial<RowOf<'cycleSlice'>> = {}): RowOf<'cycleSlice'> {
  return {
    sliceId: sampleId(15),
    cycleId: sampleId(16),
    programId: sampleId(14),
    officeId: sampleId(3),
    state: 'preparing',
    preparation: 1,
    entitlementCount: 2,
    totalMinor: 900_000,
    currency: 'KES',
    manifest: null,
    manifestSha256: null,
    merkleRoot: null,
    preparedBy: null,
    preparedAt: null,
    stagesRequired: 0,
    stagesSigned: 0,
    approvedAt: null,
    ...changes,
  };
}

export function sampleEntitlement(changes: Partial<RowOf<'entitlement'>> = {}): RowOf<'entitlement'> {
  return {
    entitlementId: sampleId(17),
    sliceId: sampleId(15),
    cycleId: sampleId(16),
    programId: sampleId(14),
    officeId: sampleId(3),
    registrantId: sampleId(8),
    enrolmentId: sampleId(13),
    preparation: 1,
    amountMinor: 450_000,
    currency: 'KES',
    validFrom: '2026-11-20',
    validUntil: '2027-01-18',
    state: 'draft',
    ...changes,
  };
}

export function sampleVoucher(changes: Partial<RowOf<'voucher'>> = {}): RowOf<'voucher'> {
  return {
    voucherId: sampleId(22),
    entitlementId: sampleId(17),
    sliceId: sampleId(15),
    cycleId: sampleId(16),
    programId: sampleId(14),
    officeId: sampleId(3),
    registrantId: sampleId(8),
    kid: '21fe31df',
    signedBytes: '00'.repeat(134),
    shortCode: '0123456789A',
    amountMinor: 450_000,
    currency: 'KES',
    validFrom: '2026-11-20',
    validUntil: '2027-01-18',
    state: 'printed',
    reissueNo: 0,
    heldByDevice: 9,
    issuedBy: 31,
    issuedAt: '2026-11-20T12:00:00.000Z',
    copiesPrinted: 1,
    ...changes,
  };
}

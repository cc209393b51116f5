import type { RowWrite } from '#sync/protocol/projection';

/** Everyone's scope: areas, offices, policy, centre keys, people of the centre. */
export const NATIONAL = 'national';

/** Scope of what an office holds: its people, its money, its own officers, providers and grants. */
export function officeScope(officeId: string): string {
  return `office:${officeId}`;
}

/** Scope of a programme's definition, its cycles and its fund. */
export function programScope(programId: string): string {
  return `program:${programId}`;
}

/**
 * The one scope a row travels in; an office device holds `national`, its office and its programmes. This table is what
 * keeps one office's people from another: a row of an office never leaves that office's scope.
 */
export function scopeOfRow(write: RowWrite): string {
  switch (write.table) {
    case 'area':
    case 'office':
    case 'tenantPolicy':
    case 'centreKey':
      return NATIONAL;
    case 'officer':
      return write.row.officeId === null ? NATIONAL : officeScope(write.row.officeId);
    case 'program':
    case 'cycle':
    // Known to every office of the programme, so that a voucher of another office is told from a forged one.
    case 'issuingCertificate':
      return programScope(write.row.programId);
    case 'ledgerEntry':
      return write.row.officeId === null
        ? programScope(write.row.programId)
        : officeScope(write.row.officeId);
    default:
      return officeScope(write.row.officeId);
  }
}

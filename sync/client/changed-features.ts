import type { TableName } from '../protocol/rows/replicated-tables.ts';

/** Feature words of the screens that show a table, for the event `data.changed`. */
const FEATURE_OF: Readonly<Record<TableName, string>> = {
  area: 'registry',
  office: 'registry',
  tenantPolicy: 'setup',
  officer: 'identity',
  centreKey: 'identity',
  program: 'programs',
  cycle: 'cycles',
  provider: 'providers',
  issuingCertificate: 'vouchers',
  fundReservation: 'programs',
  registrant: 'registry',
  identifier: 'registry',
  membership: 'registry',
  document: 'documents',
  consent: 'registry',
  duplicateDecision: 'dedup',
  enrolment: 'enrolment',
  cycleSlice: 'cycles',
  entitlement: 'cycles',
  approval: 'approvals',
  voucher: 'vouchers',
  redemption: 'vouchers',
  claim: 'providers',
  claimLine: 'providers',
  claimApproval: 'providers',
  ledgerEntry: 'ledger',
  exceptionCase: 'sync',
};

/** Features whose rows changed, each once, in alphabetical order. */
export function changedFeatures(tables: readonly TableName[]): string[] {
  return [...new Set(tables.map((table) => FEATURE_OF[table]))].sort();
}

/** The roles of people, by the words of the trust bundle (domain §26, security §3). */
export const ROLES = [
  'officer',
  'preparer',
  'supervisor',
  'voucher-clerk',
  'reimbursement-clerk',
  'finance',
  'cash-manager',
  'it',
  'auditor',
  'programme-manager',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

const OFFICE = [
  'officer',
  'preparer',
  'supervisor',
  'voucher-clerk',
  'reimbursement-clerk',
  'finance',
  'cash-manager',
  'programme-manager',
  'administrator',
] as const;
const MONEY = ['finance', 'cash-manager', 'programme-manager'] as const;
const CASEWORK = ['officer', 'preparer', 'supervisor', 'programme-manager', 'administrator'] as const;

/**
 * Every permission with who holds it; nothing else exists and what is not listed is refused. Written permission by
 * permission because that is how it is reviewed. Source: domain §26; redeeming belongs to the clerk alone
 * (decisions); the administrator approves no money. What one person may not do twice in a cycle is decided on top
 * of this by forbidden-pairs.ts and approvals/forbidden-duties.ts.
 */
const HOLDERS = {
  'registry.read': [...CASEWORK, 'voucher-clerk', 'auditor'],
  'registry.register': ['officer', 'administrator'],
  'registry.approve': ['supervisor', 'administrator'],
  'registry.unlock': ['administrator'],
  'registry.disable': ['officer', 'administrator'],
  'registry.merge': ['administrator'],
  'registry.reveal': ['officer', 'preparer', 'administrator'],
  'consent.record': ['officer', 'administrator'],
  'import.run': ['officer', 'administrator'],
  'document.read': [...CASEWORK, 'reimbursement-clerk', 'finance', 'cash-manager', 'auditor'],
  'document.write': ['officer', 'reimbursement-clerk', 'administrator'],
  'document.delete': ['administrator'],
  'dedup.read': [...CASEWORK, 'auditor'],
  'dedup.propose': ['officer'],
  'dedup.decide': ['preparer', 'programme-manager', 'administrator'],
  'program.read': [...OFFICE, 'auditor'],
  'program.manage': ['programme-manager', 'administrator'],
  'eligibility.read': [...CASEWORK, 'auditor'],
  'eligibility.run': ['officer', 'preparer', 'programme-manager', 'administrator'],
  'eligibility.override': ['programme-manager'],
  'enrolment.read': [...CASEWORK, 'auditor'],
  'enrolment.decide': ['officer', 'preparer', 'programme-manager', 'administrator'],
  'cycle.read': [...OFFICE, 'auditor'],
  'cycle.prepare': ['preparer', 'programme-manager', 'administrator'],
  'cycle.approve': ['supervisor'],
  'cycle.manage': ['programme-manager'],
  'entitlement.approve': ['supervisor', ...MONEY],
  'fund.read': [...MONEY, 'supervisor', 'administrator', 'auditor'],
  'fund.request': ['programme-manager'],
  'fund.post': ['finance'],
  'reservation.request': ['programme-manager', 'supervisor'],
  'reservation.grant': ['finance'],
  'payment.read': [...MONEY, 'supervisor', 'auditor'],
  'payment.prepare': [...MONEY, 'supervisor'],
  'payment.send': [...MONEY, 'supervisor'],
  'payment.reconcile': ['finance', 'cash-manager'],
  'cash.pay': ['cash-manager'],
  'voucher.read': [...OFFICE, 'auditor'],
  'voucher.issue': ['officer', 'programme-manager', 'administrator'],
  'voucher.print': ['officer', 'supervisor', 'programme-manager', 'administrator'],
  'voucher.redeem': ['voucher-clerk'],
  'voucher.revoke': ['supervisor', 'programme-manager'],
  'provider.read': [...OFFICE, 'auditor'],
  'provider.manage': ['programme-manager', 'administrator'],
  'claim.read': [...MONEY, 'reimbursement-clerk', 'supervisor', 'auditor'],
  'claim.prepare': ['reimbursement-clerk'],
  /** Opens the page where claims are approved; the stage itself asks for one of the two below. */
  'claim.approve': ['finance', 'cash-manager'],
  'claim.approve.accountant': ['finance'],
  'claim.approve.cash': ['cash-manager'],
  'ledger.read': [...MONEY, 'auditor'],
  'report.read': [...MONEY, 'officer', 'supervisor', 'administrator', 'auditor'],
  'export.run': ['programme-manager', 'finance', 'administrator'],
  'user.read': ['administrator', 'supervisor', 'it', 'auditor'],
  'user.manage': ['administrator'],
  'device.read': ['it', 'administrator', 'auditor'],
  'device.manage': ['it'],
  'key.revoke': ['it', 'administrator'],
  'audit.read': ['auditor', 'administrator'],
  'settings.manage': ['it', 'administrator'],
  'backup.run': ['it', 'supervisor', 'administrator'],
  'update.run': ['it', 'administrator'],
  'sync.read': [...OFFICE, 'it', 'auditor'],
  'sync.run': [...OFFICE, 'it'],
  'health.read': [...OFFICE, 'it', 'auditor'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Verb on entity, e.g. `voucher.redeem`. */
export type Permission = keyof typeof HOLDERS;

/** Whether a text from outside names a role. */
export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

/** Whether a text from outside names a permission. */
export function isPermission(text: string): text is Permission {
  return Object.hasOwn(HOLDERS, text);
}

/** Every permission, in the order of the table. */
export const PERMISSIONS: readonly Permission[] = Object.keys(HOLDERS).filter(isPermission);

/** The roles that hold a permission, in the order of {@link ROLES}. */
export function rolesWith(permission: Permission): readonly Role[] {
  const holders: readonly Role[] = HOLDERS[permission];
  return ROLES.filter((role) => holders.includes(role));
}

/** Whether any of the roles holds the permission; an unknown role adds nothing. */
export function hasPermission(roles: readonly string[], permission: Permission): boolean {
  return HOLDERS[permission].some((role) => roles.includes(role));
}

/** All permissions of a set of roles, in the order of the table. */
export function permissionsOf(roles: readonly string[]): readonly Permission[] {
  return PERMISSIONS.filter((permission) => hasPermission(roles, permission));
}

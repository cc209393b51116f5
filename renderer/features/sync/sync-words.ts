import type { TFunction } from 'i18next';

/** Why the centre did not take something (closed set of the sync protocol): what is so, and one remedy. */
const verdicts: ReadonlyMap<string, string> = new Map([
  ['ALREADY_ENROLLED', 'sync:verdict/ALREADY_ENROLLED'],
  ['BAD_FORM', 'sync:verdict/BAD_FORM'],
  ['BAD_SIGNATURE', 'sync:verdict/BAD_SIGNATURE'],
  ['BLOB_MISSING', 'sync:verdict/BLOB_MISSING'],
  ['CERT_EXPIRED', 'sync:verdict/CERT_EXPIRED'],
  ['CONFLICT', 'sync:verdict/CONFLICT'],
  ['DEP_MISSING', 'sync:verdict/DEP_MISSING'],
  ['DEVICE_FROZEN', 'sync:verdict/DEVICE_FROZEN'],
  ['DOUBLE_REDEMPTION', 'sync:verdict/DOUBLE_REDEMPTION'],
  ['EQUIVOCATION', 'sync:verdict/EQUIVOCATION'],
  ['ESCROW_EXCEEDED', 'sync:verdict/ESCROW_EXCEEDED'],
  ['GAP', 'sync:verdict/GAP'],
  ['GONE', 'sync:verdict/GONE'],
  ['KEY_REVOKED', 'sync:verdict/KEY_REVOKED'],
  ['LEASE_NOT_HELD', 'sync:verdict/LEASE_NOT_HELD'],
  ['MANIFEST_CHANGED', 'sync:verdict/MANIFEST_CHANGED'],
  ['MOVED', 'sync:verdict/MOVED'],
  ['NOT_ELIGIBLE', 'sync:verdict/NOT_ELIGIBLE'],
  ['NO_AUTHORITY', 'sync:verdict/NO_AUTHORITY'],
  ['QUARANTINED', 'sync:verdict/QUARANTINED'],
  ['SAME_OFFICER', 'sync:verdict/SAME_OFFICER'],
  ['SCOPE', 'sync:verdict/SCOPE'],
  ['STAGE_ORDER', 'sync:verdict/STAGE_ORDER'],
  ['STATE', 'sync:verdict/STATE'],
  ['UPCASTER', 'sync:verdict/UPCASTER'],
  ['VOUCHER_EXPIRED', 'sync:verdict/VOUCHER_EXPIRED'],
  ['VOUCHER_SPENT', 'sync:verdict/VOUCHER_SPENT'],
]);
/** What became of a try to reach the centre. */
const failures: ReadonlyMap<string, string> = new Map([
  ['sync/no-line', 'sync:fail-no-line'],
  ['sync/timeout', 'sync:fail-timeout'],
  ['sync/rubbish', 'sync:fail-rubbish'],
  ['sync/refused', 'sync:fail-refused'],
  ['sync/server-fault', 'sync:fail-server-fault'],
  ['sync/too-old', 'sync:fail-too-old'],
  ['sync/restored-copy', 'sync:fail-restored-copy'],
  ['sync/internal', 'sync:fail-internal'],
]);
/** What an operation did, by its type in the protocol. */
const operations: ReadonlyMap<string, string> = new Map([
  ['user-key.register', 'sync:op-user-key'],
  ['registrant.create', 'sync:op-registered'],
  ['registrant.update', 'sync:op-corrected'],
  ['identifier.add', 'sync:op-identifier'],
  ['membership.add', 'sync:op-member-added'],
  ['membership.end', 'sync:op-member-left'],
  ['consent.give', 'sync:op-consent'],
  ['document.attach', 'sync:op-document'],
  ['duplicate.decide', 'sync:op-duplicate'],
  ['enrolment.enrol', 'sync:op-enrolled'],
  ['entitlements.prepare', 'sync:op-payments'],
  ['slice.prepare', 'sync:op-list-prepared'],
  ['slice.submit', 'sync:op-list-sent'],
  ['slice.decide', 'sync:op-list-decided'],
  ['vouchers.issue', 'sync:op-vouchers-signed'],
  ['vouchers.print', 'sync:op-vouchers-printed'],
  ['voucher.redeem', 'sync:op-redeemed'],
  ['claim.submit', 'sync:op-claim-sent'],
  ['claim.decide', 'sync:op-claim-decided'],
]);

export const verdictText = (t: TFunction, code: string): string => {
  const key = verdicts.get(code);
  return key === undefined ? t('sync:verdict-unknown', { code }) : t(key);
};
export const failureText = (t: TFunction, code: string): string => {
  const key = failures.get(code);
  return key === undefined ? t('sync:fail-unknown', { code }) : t(key);
};
export const operationText = (t: TFunction, type: string): string => {
  const key = operations.get(type);
  return key === undefined ? type : t(key);
};

import type { TFunction } from 'i18next';
import { contract, isMethodName } from '#contract/contract';
import { reasonText } from '../../i18n/reason-text.ts';

/** What was done, by the audit name of the contract's commands and of jobs. */
const actions: ReadonlyMap<string, string> = new Map([
  ['claims.decided', 'audit:did-claims-decided'],
  ['claims.submitted', 'audit:did-claims-submitted'],
  ['cycles.decided', 'audit:did-cycles-decided'],
  ['cycles.prepared', 'audit:did-cycles-prepared'],
  ['cycles.submitted', 'audit:did-cycles-submitted'],
  ['documents.opened', 'audit:did-documents-opened'],
  ['drafts.discarded', 'audit:did-drafts-discarded'],
  ['eligibility.run', 'audit:did-eligibility-run'],
  ['enrolment.enrolled', 'audit:did-enrolment-enrolled'],
  ['import.checked', 'audit:did-import-checked'],
  ['import.run', 'audit:did-import-run'],
  ['job.cancelled', 'audit:did-job-cancelled'],
  ['job.done', 'audit:did-job-done'],
  ['job.failed', 'audit:did-job-failed'],
  ['jobs.cancelled', 'audit:did-jobs-cancelled'],
  ['jobs.settled', 'audit:did-jobs-settled'],
  ['registry.household-registered', 'audit:did-household-registered'],
  ['registry.person-corrected', 'audit:did-person-corrected'],
  ['registry.revealed', 'audit:did-revealed'],
  ['session.activated', 'audit:did-activated'],
  ['session.language-set', 'audit:did-language-set'],
  ['session.locked', 'audit:did-locked'],
  ['session.unlocked', 'audit:did-unlocked'],
  ['sync.refusal-settled', 'audit:did-refusal-settled'],
  ['sync.started', 'audit:did-sync-started'],
  ['vouchers.issued', 'audit:did-vouchers-issued'],
  ['vouchers.printed', 'audit:did-vouchers-printed'],
  ['vouchers.redeemed', 'audit:did-vouchers-redeemed'],
]);
/** Refused calls are written under the method's own name with this ending. */
const refusedEnding = '.refused';

export const isRefused = (action: string): boolean => action.endsWith(refusedEnding);

/** Words for what was done; a name of a newer core is shown as it is. */
export function actionText(t: TFunction, action: string): string {
  const name = isRefused(action) ? auditNameOf(action.slice(0, -refusedEnding.length)) : action;
  const key = actions.get(name);
  return key === undefined ? name : t(key);
}

/** A refused call is told by what it would have been. */
function auditNameOf(method: string): string {
  if (!isMethodName(method)) return method;
  const declared = contract[method];
  return 'audit' in declared && declared.audit !== null ? declared.audit : method;
}

/** Why: the reason somebody gave, or of a refusal and a failed job the words of its code. */
export function purposeText(t: TFunction, action: string, purpose: string | null): string {
  if (purpose === null) return '';
  return isRefused(action) || action === 'job.failed' ? reasonText(t, purpose) : purpose;
}

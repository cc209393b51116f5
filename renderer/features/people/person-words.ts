import type { TFunction } from 'i18next';
import type { Relationship } from '#domain/registry/household';
import type { RecordState } from '#domain/registry/record-states';
import type { Gender } from '#domain/registry/registrant';
import type { SimilarityReasonCode } from '#domain/registry/similarity';

const sexes: Readonly<Record<Gender, string>> = {
  female: 'people:sex-female',
  male: 'people:sex-male',
  other: 'people:sex-other',
};
const relations: Readonly<Record<Relationship, string>> = {
  head: 'people:relation-head',
  spouse: 'people:relation-spouse',
  child: 'people:relation-child',
  parent: 'people:relation-parent',
  sibling: 'people:relation-sibling',
  grandchild: 'people:relation-grandchild',
  grandparent: 'people:relation-grandparent',
  'other-relative': 'people:relation-other-relative',
  'not-related': 'people:relation-not-related',
};
const states: Readonly<Record<RecordState, string>> = {
  draft: 'people:state-draft',
  submitted: 'people:state-submitted',
  returned: 'people:state-returned',
  approved: 'people:state-approved',
  published: 'people:state-published',
  discarded: 'people:state-discarded',
  disabled: 'people:state-disabled',
  merged: 'people:state-merged',
};

/** Words of codes whose list is closed, and of those that newer data may bring: a code without words is shown itself. */
function words(table: Readonly<Record<string, string>>): (t: TFunction, code: string | null) => string {
  const keys = new Map(Object.entries(table));
  return (t, code) => {
    const key = code === null ? undefined : keys.get(code);
    return key === undefined ? (code ?? '–').replace(/[-_.]+/g, ' ') : t(key);
  };
}
export const sexText = words(sexes);
export const relationText = words(relations);
export const stateText = words(states);
/** Why a hidden value is shown, or a record corrected. */
export const reasonText = words({
  'identity-check': 'people:reason-identity-check',
  'contact-person': 'people:reason-contact-person',
  'correct-record': 'people:reason-correct-record',
  'payment-question': 'people:reason-payment-question',
  grievance: 'people:reason-grievance',
  supervision: 'people:reason-supervision',
});
export const correctionReasonText = words({
  'typed-wrong': 'people:correction-typed-wrong',
  'document-seen': 'people:correction-document-seen',
  'person-says-so': 'people:correction-person-says-so',
  'has-changed': 'people:correction-has-changed',
});
export const correctionReasons = ['typed-wrong', 'document-seen', 'person-says-so', 'has-changed'] as const;
export const documentTagText = words({
  'consent-form': 'people:tag-consent-form',
  'id-proof': 'people:tag-id-proof',
  'address-proof': 'people:tag-address-proof',
  photo: 'people:tag-photo',
  other: 'people:tag-other',
});
export const consentText = words({
  signature: 'people:consent-signature',
  thumbprint: 'people:consent-thumbprint',
  'verbal-with-witness': 'people:consent-verbal',
});
export const enrolmentStateText = words({
  draft: 'people:enrolment-draft',
  enrolled: 'people:enrolment-enrolled',
  paused: 'people:enrolment-paused',
  exited: 'people:enrolment-exited',
  not_eligible: 'people:enrolment-not-eligible',
  duplicated: 'people:enrolment-duplicated',
});
export const voucherStateText = words({
  preparing: 'people:voucher-preparing',
  issued: 'people:voucher-issued',
  printed: 'people:voucher-printed',
  redeemed: 'people:voucher-redeemed',
  expired: 'people:voucher-expired',
  revoked: 'people:voucher-revoked',
  replaced: 'people:voucher-replaced',
  cancelled: 'people:voucher-cancelled',
});
/** What happened to a record, by the name of its operation or audit row. */
export const actionText = words({
  'registrant.create': 'people:did-registered',
  'registrant.update': 'people:did-corrected',
  'identifier.add': 'people:did-identifier',
  'membership.add': 'people:did-joined',
  'membership.end': 'people:did-left',
  'consent.give': 'people:did-consent',
  'document.attach': 'people:did-document',
  'duplicate.decide': 'people:did-duplicate',
  'enrolment.enrol': 'people:did-enrolled',
  'slice.prepare': 'people:did-prepared',
  'slice.submit': 'people:did-submitted',
  'slice.decide': 'people:did-decided',
  'vouchers.issue': 'people:did-voucher-issued',
  'vouchers.print': 'people:did-voucher-printed',
  'voucher.redeem': 'people:did-voucher-paid',
  'claim.submit': 'people:did-claim-submitted',
  'claim.decide': 'people:did-claim-decided',
  'registry.revealed': 'people:did-revealed',
  'registry.household-registered': 'people:did-household',
  'registry.person-corrected': 'people:did-corrected',
  'documents.opened': 'people:did-document-opened',
  'import.run': 'people:did-imported',
  'eligibility.run': 'people:did-eligibility',
  'enrolment.enrolled': 'people:did-enrolled',
  'cycles.prepared': 'people:did-prepared',
  'cycles.submitted': 'people:did-submitted',
  'cycles.decided': 'people:did-decided',
  'vouchers.issued': 'people:did-voucher-issued',
  'vouchers.printed': 'people:did-voucher-printed',
  'vouchers.redeemed': 'people:did-voucher-paid',
  'claims.submitted': 'people:did-claim-submitted',
  'claims.decided': 'people:did-claim-decided',
});
const similarities: Readonly<Record<SimilarityReasonCode, string>> = {
  'same-id': 'people:similar-same-id',
  'name-same': 'people:similar-name-same',
  'name-sounds-alike': 'people:similar-name-sounds-alike',
  'name-similar': 'people:similar-name-similar',
  'same-phone': 'people:similar-same-phone',
  'same-birth-date': 'people:similar-same-birth-date',
  'birth-day-month-swapped': 'people:similar-birth-day-month-swapped',
  'same-birth-year': 'people:similar-same-birth-year',
  'same-sex': 'people:similar-same-sex',
  'same-village': 'people:similar-same-village',
  'different-birth-date': 'people:similar-different-birth-date',
  'different-sex': 'people:similar-different-sex',
};
export const similarityText = words(similarities);

import type { OpType } from '#sync/protocol/op-types';
import { claimDecide } from './claim-decide.ts';
import { claimSubmit } from './claims.ts';
import { enrolmentEnrol } from './enrolment.ts';
import { userKeyRegister } from './identity.ts';
import type { OpRule } from './op-rule.ts';
import {
  consentGive,
  documentAttach,
  duplicateDecide,
  identifierAdd,
  membershipAdd,
  membershipEnd,
  registrantCreate,
  registrantUpdate,
} from './registry.ts';
import { sliceDecide } from './slice-decide.ts';
import { entitlementsPrepare, slicePrepare, sliceSubmit } from './slices.ts';
import { voucherRedeem, vouchersPrint } from './vouchers.ts';
import { vouchersIssue } from './vouchers-issue.ts';

/** What the centre checks again for each kind of operation; a kind without a rule does not compile. */
export const opRules: { readonly [T in OpType]: OpRule<T> } = {
  'user-key.register': userKeyRegister,
  'registrant.create': registrantCreate,
  'registrant.update': registrantUpdate,
  'identifier.add': identifierAdd,
  'membership.add': membershipAdd,
  'membership.end': membershipEnd,
  'consent.give': consentGive,
  'document.attach': documentAttach,
  'duplicate.decide': duplicateDecide,
  'enrolment.enrol': enrolmentEnrol,
  'entitlements.prepare': entitlementsPrepare,
  'slice.prepare': slicePrepare,
  'slice.submit': sliceSubmit,
  'slice.decide': sliceDecide,
  'vouchers.issue': vouchersIssue,
  'vouchers.print': vouchersPrint,
  'voucher.redeem': voucherRedeem,
  'claim.submit': claimSubmit,
  'claim.decide': claimDecide,
};

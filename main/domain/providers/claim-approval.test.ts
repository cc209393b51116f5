import { expect, test } from 'vitest';
import { CLAIM_POLICY, type ClaimStageDecision, decideClaimStage } from './claim-approval.ts';

const accountant: ClaimStageDecision = {
  policy: CLAIM_POLICY,
  totalMinor: 1000,
  preparedBy: 'clerk',
  redeemedBy: ['teller'],
  signed: [],
  actor: { personId: 'anna', roles: ['finance'] },
  stage: 1,
};
const cash: ClaimStageDecision = {
  ...accountant,
  stage: 2,
  signed: [{ stage: 1, personId: 'anna' }],
  actor: { personId: 'bekele', roles: ['cash-manager'] },
};

test.each([
  [accountant, { ok: true, value: { stage: 1, of: 2, isLast: false } }],
  [cash, { ok: true, value: { stage: 2, of: 2, isLast: true } }],
  [
    { ...cash, signed: [] },
    { ok: false, error: { code: 'approval/stage-order', stage: 2, next: 1 } },
  ],
  [
    { ...cash, actor: { personId: 'anna', roles: ['cash-manager'] } },
    { ok: false, error: { code: 'approval/same-person', stage: 1 } },
  ],
  [
    { ...accountant, actor: { personId: 'clerk', roles: ['finance'] } },
    { ok: false, error: { code: 'approval/preparer' } },
  ],
  [
    { ...accountant, actor: { personId: 'teller', roles: ['finance'] } },
    { ok: false, error: { code: 'approval/redeemer' } },
  ],
  [
    { ...cash, actor: { personId: 'bekele', roles: ['finance'] } },
    { ok: false, error: { code: 'approval/wrong-role', role: 'cash-manager' } },
  ],
] satisfies readonly (readonly [ClaimStageDecision, unknown])[])('%o', (decision, expected) => {
  expect(decideClaimStage(decision)).toEqual(expected);
});

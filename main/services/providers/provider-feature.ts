import type { Feature } from '../feature.ts';
import { claimHome } from './claim-home.ts';
import { decideClaim } from './decide-claim.ts';
import { checkClaim, submitClaim } from './submit-claim.ts';
import { getClaim, listClaims, listProviders } from './view-claims.ts';

/** Providers and their claims for reimbursement. */
export const providerFeature = (): Feature => ({
  handlers: {
    'providers.list': listProviders,
    'claims.list': listClaims,
    'claims.get': getClaim,
    'claims.check': checkClaim,
    'claims.submit': submitClaim,
    'claims.decide': decideClaim,
  },
  homeSources: [claimHome],
});

import type { Sha256 } from '#domain/signing/sha256';
import type { Feature } from '../feature.ts';
import { eligibilityHandlers } from './eligibility-handlers.ts';
import { eligibilityHome } from './eligibility-home.ts';
import { eligibilityRunJob } from './run-eligibility.ts';

/** Who fits a programme and why. `sha256` is the host's fast one: a run hashes what fifty thousand decisions saw. */
export const eligibilityFeature = ({ sha256 }: { readonly sha256: Sha256 }) => {
  const runJob = eligibilityRunJob(sha256);
  return {
    handlers: eligibilityHandlers(runJob),
    jobKinds: [runJob],
    homeSources: [eligibilityHome],
  } satisfies Feature;
};

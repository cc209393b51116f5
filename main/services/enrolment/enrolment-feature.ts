import type { Sha256 } from '#domain/signing/sha256';
import type { Feature } from '../feature.ts';
import { enrolJob } from './enrol-job.ts';
import { enrolmentHandlers } from './enrolment-handlers.ts';

/** Taking people into programmes. `sha256` is the host's fast one. */
export const enrolmentFeature = ({ sha256 }: { readonly sha256: Sha256 }) => {
  const job = enrolJob(sha256);
  return { handlers: enrolmentHandlers(job), jobKinds: [job] } satisfies Feature;
};

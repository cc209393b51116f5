import { assert } from '#domain/invariant';
import { nodeSha256 } from '#host/adapters/node-ed25519';
import { createTableReader } from '#host/adapters/table-reader';
import type { HandlerTable } from '#host/handlers';
import type { AnyJobKind } from '#host/jobs';
import type { OfficeDoor } from '#host/office-door';
import type { SyncControl } from '#host/sync-control';
import { auditHandlers } from '#services/audit/audit-handlers';
import { cycleFeature } from '#services/cycles/cycle-feature';
import { documentHandlers } from '#services/documents/document-handlers';
import { draftHandlers } from '#services/drafts/draft-handlers';
import { eligibilityFeature } from '#services/eligibility/eligibility-feature';
import { enrolmentFeature } from '#services/enrolment/enrolment-feature';
import type { Feature } from '#services/feature';
import { type HealthProbe, healthHandlers } from '#services/health/health-handlers';
import { homeHandlers } from '#services/home/home-handlers';
import { sessionHandlers } from '#services/identity/session-handlers';
import { importFeature } from '#services/imports/import-feature';
import { jobHandlers } from '#services/jobs/job-handlers';
import { programFeature } from '#services/programs/program-feature';
import { providerFeature } from '#services/providers/provider-feature';
import { registryFeature } from '#services/registry/registry-feature';
import { syncHandlers } from '#services/sync/sync-handlers';
import { voucherFeature } from '#services/vouchers/voucher-feature';

/** What features need of the composition root. */
export type FeatureParts = {
  readonly door: OfficeDoor;
  readonly sync: SyncControl;
  readonly probes: readonly HealthProbe[];
};
export type Features = { readonly handlers: Partial<HandlerTable>; readonly jobKinds: readonly AnyJobKind[] };

/** The features of the office, one line each. A new feature is added here and nowhere else. */
const featuresOf = ({ sync }: FeatureParts): readonly Feature[] => [
  { handlers: draftHandlers() },
  { handlers: documentHandlers(sync) },
  { handlers: jobHandlers() },
  { handlers: syncHandlers(sync) },
  { handlers: auditHandlers() },
  registryFeature(),
  importFeature({ tables: createTableReader() }),
  programFeature(),
  eligibilityFeature({ sha256: nodeSha256 }),
  enrolmentFeature({ sha256: nodeSha256 }),
  cycleFeature(),
  voucherFeature(),
  providerFeature(),
];

/** All handlers and kinds of jobs in one table; two features for one method are a mistake found at the start. */
export function collectFeatures(parts: FeatureParts): Features {
  const features = featuresOf(parts);
  const own: readonly Feature[] = [
    { handlers: sessionHandlers(parts.door) },
    { handlers: homeHandlers(features.flatMap((feature) => feature.homeSources ?? [])) },
    {
      handlers: healthHandlers([
        ...parts.probes,
        ...features.flatMap((feature) => feature.healthProbes ?? []),
      ]),
    },
  ];
  const handlers: Partial<HandlerTable> = {};
  for (const feature of [...own, ...features]) {
    for (const name of Object.keys(feature.handlers))
      assert(!(name in handlers), () => `two handlers for ${name}`);
    Object.assign(handlers, feature.handlers);
  }
  const jobKinds = features.flatMap((feature) => feature.jobKinds ?? []);
  assert(
    new Set(jobKinds.map(({ kind }) => kind)).size === jobKinds.length,
    () => 'two kinds of jobs have one name',
  );
  return { handlers, jobKinds };
}

import type { Feature } from '../feature.ts';
import { cycleHome } from './cycle-home.ts';
import { decideCycle, submitCycle } from './decide-cycle.ts';
import { prepareCycleJob } from './prepare-job.ts';
import { getCycle, listCycles, listEntitlements, prepareCycle } from './view-cycles.ts';

/** Cycles: prepare the office's list, send it, approve it. */
export const cycleFeature = (): Feature => ({
  handlers: {
    'cycles.list': listCycles,
    'cycles.get': getCycle,
    'cycles.entitlements': listEntitlements,
    'cycles.prepare': prepareCycle,
    'cycles.submit': submitCycle,
    'cycles.decide': decideCycle,
  },
  jobKinds: [prepareCycleJob],
  homeSources: [cycleHome],
});

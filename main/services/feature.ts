import type { HandlerTable } from '#host/handlers';
import type { AnyJobKind } from '#host/jobs';
import type { HealthProbe } from './health/health-handlers.ts';
import type { HomeSource } from './home/home-source.ts';

/** What a feature brings to the core; `main/core/features.ts` lists them all. */
export type Feature = {
  readonly handlers: Partial<HandlerTable>;
  readonly jobKinds?: readonly AnyJobKind[];
  /** What waits for somebody, for their Home. */
  readonly homeSources?: readonly HomeSource[];
  /** What can be well or not, for the health page. */
  readonly healthProbes?: readonly HealthProbe[];
};

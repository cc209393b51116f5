/** Baked in by the bundler, so that no switch and no variable of the environment can change them. */
declare const TAWI_RELEASE: boolean | undefined;
declare const TAWI_VERSION: string | undefined;
declare const TAWI_PUBLISHER: string | undefined;

export type BuildFacts = {
  /** True in what is shipped: no practice deployments, no developer tools, no debugging switches. */
  readonly release: boolean;
  readonly version: string;
  /** Full distinguished name of who signs updates; '' when this build has none and so takes no updates. */
  readonly publisher: string;
};

/** What this build is; run from the sources it is a development build. */
export const buildFacts: BuildFacts = {
  release: typeof TAWI_RELEASE === 'undefined' ? false : TAWI_RELEASE,
  version: typeof TAWI_VERSION === 'undefined' ? '0.0.0' : TAWI_VERSION,
  publisher: typeof TAWI_PUBLISHER === 'undefined' ? '' : TAWI_PUBLISHER,
};

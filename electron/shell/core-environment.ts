/** Variables that would load code into the core or change how Node trusts and resolves. */
const REFUSED = /^(?:NODE_|ELECTRON_|LD_PRELOAD$|LD_AUDIT$|DYLD_)/i;

/** The environment of the core's process: the login's own without what could steer Node. */
export function coreEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && !REFUSED.test(name)) kept[name] = value;
  }
  return kept;
}

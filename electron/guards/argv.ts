/**
 * Switches that open the renderer or the process to others, or take a wall down. Fuses do not stop them, so the
 * start does (security SEC-44).
 */
const FORBIDDEN = [
  'allow-file-access-from-files',
  'auth-server-whitelist',
  'disable-features',
  'disable-renderer-backgrounding',
  'disable-site-isolation-trials',
  'disable-web-security',
  'enable-logging',
  'gpu-launcher',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'js-flags',
  'load-extension',
  'log-net-log',
  'no-sandbox',
  'no-zygote',
  'proxy-server',
  'proxy-pac-url',
  'renderer-cmd-prefix',
  'ppapi-plugin-launcher',
  'remote-allow-origins',
  'remote-debugging-address',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'ssl-key-log-file',
  'unsafely-treat-insecure-origin-as-secure',
  'user-data-dir',
  'utility-cmd-prefix',
] as const;
const FORBIDDEN_BEGINNINGS = ['inspect', 'disable-setuid-sandbox', 'trace-'] as const;

/**
 * The first switch that must not be there, without its dashes; undefined when all is well. Chromium takes `--x`,
 * `-x` and on Windows `/x`, in any case of letters; a lone `--` ends nothing here.
 */
export function forbiddenSwitch(argv: readonly string[], platform: NodeJS.Platform): string | undefined {
  const prefix = platform === 'win32' ? /^(?:--?|\/)/ : /^--?/;
  for (const argument of argv) {
    if (!prefix.test(argument)) continue;
    const name = argument.replace(prefix, '').split('=', 1).join('').trim().toLowerCase();
    if (isForbidden(name)) return name;
  }
  return undefined;
}

/** The same question to Chromium's own reading of the command line. */
export function forbiddenInChromium(hasSwitch: (name: string) => boolean): string | undefined {
  return FORBIDDEN.find(hasSwitch);
}

function isForbidden(name: string): boolean {
  return (
    FORBIDDEN.some((forbidden) => forbidden === name) ||
    FORBIDDEN_BEGINNINGS.some((beginning) => name.startsWith(beginning))
  );
}

/** What the launcher can see of this PC; injected, so that every branch is tried without Electron. */
export type ShellFacts = {
  /** TAWI_SHELL, if set. */
  readonly forced: string | undefined;
  /** A screen to draw windows on: always on Windows and macOS, by DISPLAY or WAYLAND_DISPLAY on Linux. */
  readonly hasDisplay: boolean;
  /** Path of Electron's binary when the file is there. Never found by importing electron: that would download it. */
  readonly findElectron: () => string | undefined;
  /** Fetches Electron's binary, telling its progress; gives up after 20 s without a byte. */
  readonly installElectron: () => Promise<boolean>;
};
export type ShellChoice =
  | { readonly shell: 'electron'; readonly binary: string }
  | { readonly shell: 'browser'; readonly why: string }
  | { readonly shell: 'none'; readonly why: string };

/**
 * Electron when its binary is a file and there is a screen; fetched once when missing; otherwise the browser host,
 * saying why in one line. `TAWI_SHELL=electron|browser` decides by itself; a forced Electron that is not there is refused.
 */
export async function chooseShell(facts: ShellFacts): Promise<ShellChoice> {
  if (facts.forced === 'browser') return { shell: 'browser', why: 'TAWI_SHELL=browser' };
  if (facts.forced !== undefined && facts.forced !== '' && facts.forced !== 'electron') {
    return { shell: 'none', why: `TAWI_SHELL is "${facts.forced}"; it may be electron or browser` };
  }
  const isForced = facts.forced === 'electron';
  if (!facts.hasDisplay && !isForced) return { shell: 'browser', why: 'there is no display for Electron' };
  const there = facts.findElectron();
  if (there !== undefined) return { shell: 'electron', binary: there };
  const fetched = (await facts.installElectron()) ? facts.findElectron() : undefined;
  if (fetched !== undefined) return { shell: 'electron', binary: fetched };
  const why = 'Electron is not installed and could not be fetched';
  return isForced ? { shell: 'none', why } : { shell: 'browser', why };
}

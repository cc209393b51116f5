import type { Result } from '#domain/result';
import type { PracticePerson } from '../../main/cli/practice-file.ts';
import type { ShellChoice } from './choose-shell.ts';

/** Why something did not start, with what a person must know. */
export type LaunchFailure = { readonly code: string; readonly data?: Readonly<Record<string, unknown>> };

/** What lies in the office's folder. */
export type OfficeState =
  | { readonly kind: 'none' }
  /** A practice PC whose setting up was interrupted: nobody could sign in yet, so it holds no work. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'practice'; readonly people: readonly PracticePerson[]; readonly centreUrl: string }
  /** Enrolled at a centre elsewhere: no practice people, and no centre is started here. */
  | { readonly kind: 'real' };

export type LaunchedCentre = {
  readonly url: string;
  /** Nothing happens for a centre that another launcher runs. */
  readonly stop: () => Promise<void>;
};
export type OpenedOfficeWindow = { readonly stop: () => Promise<void> };

/** Everything the launcher works with; tests give stand-ins, so that each branch is tried without a display or a network. */
export type LaunchParts = {
  readonly say: (line: string) => void;
  readonly office: {
    readonly look: () => OfficeState;
    readonly remove: () => void;
    readonly make: (centreUrl: string) => Promise<Result<readonly PracticePerson[], LaunchFailure>>;
    /** The centre moved to another address; the office is told before it opens. */
    readonly moveCentre: (centreUrl: string) => Promise<void>;
  };
  /** Finds the running centre or starts one. */
  readonly centre: () => Promise<Result<LaunchedCentre, LaunchFailure>>;
  /** Builds the screens when they are stale; gives their folder. */
  readonly screens: () => Promise<string>;
  readonly chooseShell: () => Promise<ShellChoice>;
  /** Opens the office in this process and serves it to browsers; gives the address to open, good for one browser. */
  readonly openInBrowser: (
    screensFolder: string,
  ) => Promise<Result<OpenedOfficeWindow & { readonly url: string }, LaunchFailure>>;
  /** Starts Electron, whose core opens the office; `ended` when its last window was closed. */
  readonly openInElectron: (
    binary: string,
  ) => Promise<OpenedOfficeWindow & { readonly ended: Promise<void> }>;
  readonly showBrowser: (url: string) => void;
};

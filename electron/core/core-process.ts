import type { Timers } from '#host/timers';
import type { Log } from '#ports/log';
import { type CoreSettings, type FromCore, readFromCore, type ToCore } from './core-messages.ts';

/** A pause before each new start; when they are used up, the core is given up. */
export const RESTART_DELAYS_MS = [500, 2000, 8000] as const;
/** A core that ran this long had a good start: its next fall counts as the first. */
const GOOD_RUN_MS = 60_000;
/** Calls under way, jobs and the database get this long to stop in order. */
export const STOP_WAIT_MS = 10_000;

/** The part of Electron's UtilityProcess that is used. */
export type CoreChild<Port> = {
  postMessage(message: ToCore, ports?: Port[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
};

export type CoreProcessOptions<Port> = {
  readonly fork: () => CoreChild<Port>;
  /** Asked at every start: a passphrase may have been typed since the last. */
  readonly settings: () => CoreSettings;
  readonly timers: Timers;
  readonly nowMs: () => number;
  readonly log: Log;
  /** The core answers; `again` when there was one before, so that pages must begin anew. */
  readonly onStarted: (again: boolean) => void;
  /** It cannot start, and starting it again would not help. */
  readonly onRefused: (code: string) => void;
  /** It fell more often than there are restarts. */
  readonly onGaveUp: () => void;
};

export type CoreProcess<Port> = {
  /** Also after a stop or a refusal, with settings that may have changed. */
  readonly start: () => void;
  /** Says it to the running core; nothing is kept for one that is down. */
  readonly send: (message: ToCore, ports?: readonly Port[]) => void;
  /** Asks the core to stop and waits, at most {@link STOP_WAIT_MS}; then it is ended. */
  readonly stop: () => Promise<void>;
};

/** Keeps the core's process running: restarts it with growing pauses, gives up after the third. */
export function createCoreProcess<Port>(options: CoreProcessOptions<Port>): CoreProcess<Port> {
  const { timers, nowMs, log } = options;
  let child: CoreChild<Port> | undefined;
  let falls = 0;
  let forks = 0;
  /** Nothing will be started any more: stopped, refused or given up. */
  let settled = false;
  let cancelRestart: () => void = () => undefined;

  const hear = (message: FromCore): void => {
    if (message.kind === 'started') {
      options.onStarted(forks > 1);
    } else {
      settled = true;
      log.error('core-process.refused', { code: message.code });
      options.onRefused(message.code);
    }
  };
  const start = (): void => {
    settled = false;
    forks += 1;
    const mine = options.fork();
    const forkedAtMs = nowMs();
    child = mine;
    mine.on('message', (raw) => {
      const message = readFromCore(raw);
      if (message !== undefined && child === mine) hear(message);
    });
    mine.on('exit', (code) => {
      child = undefined;
      if (settled) return;
      falls = nowMs() - forkedAtMs >= GOOD_RUN_MS ? 1 : falls + 1;
      log.error('core-process.fell', { code, falls });
      const delayMs = RESTART_DELAYS_MS[falls - 1];
      settled = delayMs === undefined;
      if (delayMs === undefined) options.onGaveUp();
      else cancelRestart = timers.after(delayMs, start);
    });
    mine.postMessage({ kind: 'start', settings: options.settings() });
  };
  return {
    start,
    send: (message, ports = []) => child?.postMessage(message, [...ports]),
    stop: async () => {
      settled = true;
      cancelRestart();
      if (child !== undefined) await stopChild(child, timers, log);
    },
  };
}

function stopChild<Port>(child: CoreChild<Port>, timers: Timers, log: Log): Promise<void> {
  return new Promise((resolve) => {
    const cancelKill = timers.after(STOP_WAIT_MS, () => {
      log.error('core-process.killed');
      child.kill();
    });
    child.on('exit', () => {
      cancelKill();
      resolve();
    });
    child.postMessage({ kind: 'stop' });
  });
}

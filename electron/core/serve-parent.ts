import { InvariantError } from '#domain/invariant';
import type { Result } from '#domain/result';
import type { CoreApi } from '#host/core-api';
import { serveMessagePort, type WirePort } from '#host/transport';
import type { CoreSettings, FromCore, ToCore } from './core-messages.ts';

/** One end of a channel as Electron's processes see it. */
export type PortMain = {
  readonly postMessage: (message: unknown) => void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  readonly start: () => void;
};

/** `process.parentPort` of a utility process, or a stand-in over another kind of channel. */
export type Parent = {
  on(
    event: 'message',
    listener: (event: { readonly data: ToCore; readonly ports: readonly PortMain[] }) => void,
  ): unknown;
  readonly postMessage: (message: FromCore) => void;
};

/** What the shell needs of a started core. */
export type ShellCore = CoreApi & {
  readonly lockAll: () => void;
  readonly closeOffice: () => Promise<void>;
  readonly stop: () => Promise<void>;
};
export type StartShellCore = (
  settings: CoreSettings,
) => Promise<Result<ShellCore, { readonly code: string }>>;

/**
 * The core's side of the shell: starts it as told and serves windows over the ports handed in. A page that loads
 * anew keeps its person's session; only `leave` ends it. Messages wait for the start.
 */
export function serveParent(parent: Parent, start: StartShellCore, exit: (code: number) => void): void {
  let core: Promise<ShellCore | undefined> = Promise.resolve(undefined);
  const startWith = async (settings: CoreSettings): Promise<ShellCore | undefined> => {
    const started = await start(settings);
    parent.postMessage(started.ok ? { kind: 'started' } : { kind: 'refused', code: started.error.code });
    return started.ok ? started.value : undefined;
  };
  const withCore = (work: (started: ShellCore) => void | Promise<void>): void =>
    void core.then((started) => (started === undefined ? undefined : work(started)));

  parent.on('message', ({ data, ports }) => {
    switch (data.kind) {
      case 'start':
        core = startWith(data.settings);
        return;
      case 'window':
        return withCore((started) => serveWindow(started, data.channel, ports));
      case 'leave':
        return withCore((started) => started.leave(data.channel));
      case 'lock':
        return withCore((started) => started.lockAll());
      case 'close-office':
        return withCore((started) => started.closeOffice());
      case 'stop':
        void core.then((started) => started?.stop()).then(() => exit(0));
    }
  });
}

function serveWindow(core: ShellCore, channel: string, ports: readonly PortMain[]): void {
  const [port] = ports;
  if (port === undefined) throw new InvariantError('a window without a port');
  serveMessagePort(wirePort(port), { ...core, leave: () => undefined }, channel);
}

function wirePort(port: PortMain): WirePort {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) => {
      port.on('close', listener);
    },
  };
}

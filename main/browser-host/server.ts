import { createServer, type Server } from 'node:http';
import { InvariantError } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import { openStaticFiles } from '#host/adapters/static-files';
import type { CoreApi } from '#host/core-api';
import { describeFailure } from '#host/describe-failure';
import type { Log } from '#ports/log';
import { sendJson } from './answers.ts';
import { createBrowserSessions } from './browser-sessions.ts';
import { createEventStreams } from './event-stream.ts';
import { type RouteParts, route } from './routes.ts';

/** Calls under way get this long to finish when the host stops. */
const STOP_WAIT_MS = 5000;

export type BrowserHostOptions = {
  readonly core: CoreApi;
  /** The built renderer, with `index.html`. */
  readonly rendererFolder: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly log: Log;
};
export type BrowserHost = {
  readonly port: number;
  /** An address that signs one browser in to this host, once. It holds a secret: show it, never log it. */
  readonly newUrl: () => string;
  readonly stop: () => Promise<void>;
};

/** Serves the core to browsers on this PC only. */
export async function startBrowserHost(
  options: BrowserHostOptions,
): Promise<Result<BrowserHost, { readonly code: 'host/port-taken' }>> {
  const { core, log } = options;
  let port = 0;
  const sessions = createBrowserSessions(core.leave);
  const streams = createEventStreams(core);
  const parts: RouteParts = {
    core,
    sessions,
    streams,
    files: openStaticFiles(options.rendererFolder),
    authority: () => `127.0.0.1:${port}`,
    cookieName: () => `tawi-${port}`,
  };
  const server = createServer(
    { requestTimeout: 60_000, headersTimeout: 10_000, keepAliveTimeout: 30_000 },
    (request, response) => {
      route(request, response, parts).catch((error: unknown) => {
        log.error('browser-host.failed', describeFailure(error));
        if (response.headersSent) response.destroy();
        else sendJson(response, 500, { ok: false, error: { code: 'host/internal' } });
      });
    },
  );
  server.on('upgrade', (_request, socket) => socket.destroy());
  const listening = await listen(server, options.port ?? 0);
  if (!listening.ok) return listening;
  port = listening.value;
  return ok({
    port,
    newUrl: () => `http://127.0.0.1:${port}/start?token=${sessions.mintToken()}`,
    stop: () => stop(server, streams.closeAll),
  });
}

function listen(server: Server, port: number): Promise<Result<number, { readonly code: 'host/port-taken' }>> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(err({ code: 'host/port-taken' }));
      else reject(error);
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string')
        reject(new InvariantError('a TCP server has a port'));
      else resolve(ok(address.port));
    });
  });
}

function stop(server: Server, closeStreams: () => void): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.closeAllConnections();
    }, STOP_WAIT_MS);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    closeStreams();
    server.closeIdleConnections();
  });
}

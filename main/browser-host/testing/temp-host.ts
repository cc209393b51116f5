import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvariantError } from '#domain/invariant';
import type { CoreApi } from '#host/core-api';
import { createEventBus, type EventBus } from '#host/event-bus';
import type { Log } from '#ports/log';
import { type BrowserHost, type BrowserHostOptions, startBrowserHost } from '../server.ts';
import { type Answer, type Ask, ask } from './ask.ts';

export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What reached the core, and what it has to give away. */
export type EchoCore = {
  readonly core: CoreApi;
  readonly bus: EventBus;
  readonly calls: { name: string; input: unknown; channel: string }[];
  readonly left: string[];
  readonly downloads: Map<string, string>;
};

export type TempHost = EchoCore & {
  readonly host: BrowserHost;
  readonly options: BrowserHostOptions;
  readonly own: () => Readonly<Record<string, string>>;
  /** Spends a start link; the cookie as a `cookie` header. */
  readonly signIn: () => Promise<string>;
  /** Headers of a call by our own page, some of them replaced. */
  readonly posting: (cookie: string, more?: Ask['headers']) => Readonly<Record<string, string>>;
  readonly post: (
    cookie: string,
    path: string,
    body: string | Uint8Array,
    more?: Ask['headers'],
  ) => Promise<Answer>;
  readonly remove: () => Promise<void>;
};

/** A host over a small renderer and a core that repeats what it was asked; the real core behind it runs in the story. */
export async function tempHost(): Promise<TempHost> {
  const folder = mkdtempSync(join(tmpdir(), 'tawi-host-'));
  mkdirSync(join(folder, 'assets'));
  const page = '<meta property="csp-nonce" nonce="__NONCE__"><style nonce="__NONCE__"></style>';
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'assets', 'app-1a2b3c.js'), 'go()');
  const echo = echoCore();
  const options: BrowserHostOptions = { core: echo.core, rendererFolder: folder, log: silent };
  const started = await startBrowserHost(options);
  if (!started.ok) throw new InvariantError(started.error.code);
  const host = started.value;
  const own = () => ({ host: `127.0.0.1:${host.port}` });
  const posting: TempHost['posting'] = (cookie, more = {}) => ({
    ...own(),
    cookie,
    origin: `http://127.0.0.1:${host.port}`,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
    ...more,
  });
  return {
    ...echo,
    ...{ host, options, own, posting },
    signIn: async () => {
      const { pathname, search } = new URL(host.newUrl());
      const answer = await ask(host.port, pathname + search, { headers: own() });
      return String(answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
    },
    post: (cookie, path, body, more) =>
      ask(host.port, path, { method: 'POST', body, headers: posting(cookie, more) }),
    remove: async () => {
      await host.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function echoCore(): EchoCore {
  const bus = createEventBus(silent);
  const calls: EchoCore['calls'] = [];
  const left: string[] = [];
  const downloads = new Map<string, string>();
  const core: CoreApi = {
    invoke: async (name, input, channel) => {
      calls.push({ name, input, channel });
      return { ok: true, value: { name, input } };
    },
    subscribe: bus.subscribe,
    files: {
      upload: (channel, file) => {
        calls.push({ name: 'upload', input: { name: file.name, size: file.bytes.length }, channel });
        return { ok: true, ticket: 'T', name: file.name, sizeBytes: file.bytes.length };
      },
      download: (_channel, ticket) => {
        const content = downloads.get(ticket);
        downloads.delete(ticket);
        if (content === undefined) return { ok: false, error: { code: 'documents/unknown-ticket' } };
        const bytes = new Uint8Array(Buffer.from(content));
        return { ok: true, value: { name: 'Übersicht "1".pdf', mime: 'application/pdf', bytes } };
      },
    },
    leave: (channel) => left.push(channel),
  };
  return { core, bus, calls, left, downloads };
}

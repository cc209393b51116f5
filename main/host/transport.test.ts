import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CoreApi } from './core-api.ts';
import { createEventBus } from './event-bus.ts';
import { serveMessagePort, type WirePort } from './transport.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const bus = createEventBus(silent);
const left: string[] = [];
const echo: CoreApi = {
  invoke: async (name, input, channel) => ({ ok: true, value: { name, input, channel } }),
  subscribe: bus.subscribe,
  files: {
    upload: (channel, file) => ({
      ok: true,
      ticket: `${channel}-${file.bytes.length}`,
      name: file.name,
      sizeBytes: file.bytes.length,
    }),
    download: (_channel, ticket) =>
      ticket === 'T'
        ? { ok: true, value: { name: 'a.pdf', mime: 'application/pdf', bytes: Uint8Array.of(1, 2) } }
        : { ok: false, error: { code: 'documents/unknown-ticket' } },
  },
  leave: (channel) => left.push(channel),
};
const wire = (port: MessagePort): WirePort => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => port.on('message', listener),
  onClose: (listener) => port.on('close', listener),
});

let window: MessagePort;
beforeEach(() => {
  const { port1, port2 } = new MessageChannel();
  serveMessagePort(wire(port1), echo, 'window-1');
  window = port2;
});
afterEach(() => {
  window.close();
});
async function ask(message: unknown): Promise<unknown> {
  const answer = once(window, 'message');
  window.postMessage(message);
  return (await answer)[0];
}

test('a call is answered under its own number, on the channel of the port', async () => {
  expect(await ask({ id: 7, method: 'session.state', input: { a: 1 }, channel: 'another' })).toEqual({
    id: 7,
    reply: { ok: true, value: { name: 'session.state', input: { a: 1 }, channel: 'window-1' } },
  });
});

test('files go in and out with their bytes', async () => {
  expect(await ask({ id: 1, upload: { name: 'x.csv', bytes: new Uint8Array(9) } })).toEqual({
    id: 1,
    uploaded: { ok: true, ticket: 'window-1-9', name: 'x.csv', sizeBytes: 9 },
  });
  expect(await ask({ id: 2, download: 'T' })).toEqual({
    id: 2,
    file: { name: 'a.pdf', mime: 'application/pdf', bytes: Uint8Array.of(1, 2) },
  });
  expect(await ask({ id: 3, download: 'U' })).toEqual({ id: 3, file: null });
});

test.each([
  [null],
  ['text'],
  [{}],
  [{ id: '1', method: 'x' }],
  [{ id: 1 }],
  [{ id: 1, upload: { name: 'x', bytes: 'no bytes' } }],
])('a message that is none of ours is ignored: %j', async (message) => {
  window.postMessage(message);
  expect(await ask({ id: 9, method: 'm', input: null })).toMatchObject({ id: 9 });
});

test('a window hears its own events and those for all', async () => {
  const heard: unknown[] = [];
  window.on('message', (message) => heard.push(message));
  bus.publish({ topic: 'session.changed', event: { state: 'locked' }, channel: 'window-2' });
  bus.publish({ topic: 'session.changed', event: { state: 'locked' }, channel: 'window-1' });
  bus.publish({ topic: 'data.changed', event: { features: ['registry'] }, channel: null });
  await expect.poll(() => heard.length).toBe(2);
  expect(heard).toEqual([
    { topic: 'session.changed', event: { state: 'locked' } },
    { topic: 'data.changed', event: { features: ['registry'] } },
  ]);
});

test('when the window goes, its person is signed out', async () => {
  const { port1, port2 } = new MessageChannel();
  serveMessagePort(wire(port1), echo, 'window-9');
  port2.close();
  await expect.poll(() => left).toContain('window-9');
});

import { expect, it } from 'vitest';
import type { ClientMessage } from './transport.ts';
import { createWireClient } from './wire-client.ts';

it('keeps questions until there is a line, then brings each answer to its question', async () => {
  const client = createWireClient();
  const first = client.ask({ method: 'session.state', input: {} });
  const second = client.ask({ download: 'abc' });
  const sent: ClientMessage[] = [];
  client.connect((message) => sent.push(message));
  const third = client.ask({ method: 'home.queues', input: {} });
  expect(sent).toEqual([
    { id: 1, method: 'session.state', input: {} },
    { id: 2, download: 'abc' },
    { id: 3, method: 'home.queues', input: {} },
  ]);
  client.receive({ id: 3, reply: { ok: true, value: 3 } });
  client.receive({ id: 2, file: null });
  client.receive({ id: 1, reply: { ok: true, value: 1 } });
  client.receive({ id: 99, reply: { ok: true, value: 99 } });
  expect(await Promise.all([first, second, third])).toEqual([
    { id: 1, reply: { ok: true, value: 1 } },
    { id: 2, file: null },
    { id: 3, reply: { ok: true, value: 3 } },
  ]);
});

it('answers with nothing when the line is cut, and asks nothing twice on the next', async () => {
  const client = createWireClient();
  client.connect(() => undefined);
  const lost = client.ask({ method: 'vouchers.redeem', input: {} });
  client.hangUp();
  expect(await lost).toBeUndefined();
  const waiting = client.ask({ method: 'session.state', input: {} });
  const sent: ClientMessage[] = [];
  client.connect((message) => sent.push(message));
  client.receive({ id: 2, reply: { ok: true, value: null } });
  expect(sent).toEqual([{ id: 2, method: 'session.state', input: {} }]);
  expect(await waiting).toEqual({ id: 2, reply: { ok: true, value: null } });
});

it('a new line replaces the old one', async () => {
  const client = createWireClient();
  client.connect(() => undefined);
  const lost = client.ask({ method: 'session.state', input: {} });
  client.connect(() => undefined);
  expect(await lost).toBeUndefined();
});

it('brings events to all who listen, until they stop', () => {
  const client = createWireClient();
  const heard: unknown[] = [];
  const stop = client.subscribe((event) => heard.push(event));
  client.receive({ topic: 'sync.status', event: { waiting: 2 } });
  stop();
  client.receive({ topic: 'sync.status', event: { waiting: 3 } });
  expect(heard).toEqual([{ topic: 'sync.status', event: { waiting: 2 } }]);
});

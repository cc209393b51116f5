import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import { err, ok } from '#domain/result';
import type { CoreListener } from '#host/event-bus';
import type { FromCore, ToCore } from './core-messages.ts';
import { type PortMain, type ShellCore, serveParent } from './serve-parent.ts';

const settings = { dataDir: '/data', version: '1.0.0', release: true };

class Port extends EventEmitter implements PortMain {
  readonly sent: unknown[] = [];
  readonly start = (): void => undefined;
  readonly postMessage = (message: unknown): void => {
    this.sent.push(message);
    this.emit('sent');
  };
}

function core(done: string[]): ShellCore & { readonly say: CoreListener } {
  const listeners = new Set<CoreListener>();
  return {
    invoke: async (name, _input, channel) => ok(`${name} on ${channel}`),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    files: { upload: () => err({ code: 'host/locked' }), download: () => err({ code: 'host/locked' }) },
    leave: (channel) => done.push(`leave ${channel}`),
    lockAll: () => done.push('lock'),
    closeOffice: async () => void done.push('close'),
    stop: async () => void done.push('stop'),
    say: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
}

function child() {
  const [parent, done, said]: [EventEmitter, string[], FromCore[]] = [new EventEmitter(), [], []];
  const started = core(done);
  const start = async () => {
    done.push('start');
    return ok(started);
  };
  serveParent(
    Object.assign(parent, { postMessage: (message: FromCore) => said.push(message) }),
    start,
    (code) => done.push(`exit ${code}`),
  );
  const tell = (data: ToCore, ports: readonly Port[] = []): boolean =>
    parent.emit('message', { data, ports });
  return { tell, done, said, started };
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('answers calls of a window on the channel that the shell chose', async () => {
  const { tell, said } = child();
  const port = new Port();
  tell({ kind: 'start', settings });
  tell({ kind: 'window', channel: 'window-1' }, [port]);
  await settled();
  port.emit('message', { data: { id: 7, method: 'session.state', input: {}, channel: 'window-2' } });
  await once(port, 'sent');
  expect(said).toEqual([{ kind: 'started' }]);
  expect(port.sent).toEqual([{ id: 7, reply: { ok: true, value: 'session.state on window-1' } }]);
});

it('keeps the session of a page that loads anew; it ends with the window', async () => {
  const { tell, done, started } = child();
  const [before, after] = [new Port(), new Port()];
  tell({ kind: 'start', settings });
  tell({ kind: 'window', channel: 'window-1' }, [before]);
  tell({ kind: 'window', channel: 'window-1' }, [after]);
  await settled();
  before.emit('close');
  started.say({ topic: 'session.changed', event: { state: 'open' }, channel: 'window-1' });
  expect([before.sent.length, after.sent.length, done]).toEqual([0, 1, ['start']]);
  tell({ kind: 'leave', channel: 'window-1' });
  await settled();
  expect(done).toEqual(['start', 'leave window-1']);
});

it('locks, closes the office and stops when told, in that order', async () => {
  const { tell, done } = child();
  for (const order of [
    { kind: 'start', settings },
    { kind: 'lock' },
    { kind: 'close-office' },
    { kind: 'stop' },
  ] as const) {
    tell(order);
  }
  await settled();
  expect(done).toEqual(['start', 'lock', 'close', 'stop', 'exit 0']);
});

it('says why it cannot start, serves nobody, and still stops', async () => {
  const [parent, said, exits]: [EventEmitter, FromCore[], number[]] = [new EventEmitter(), [], []];
  const start = async () => err({ code: 'host/already-open' });
  serveParent(
    Object.assign(parent, { postMessage: (message: FromCore) => said.push(message) }),
    start,
    (code) => exits.push(code),
  );
  const port = new Port();
  for (const data of [{ kind: 'start', settings }, { kind: 'window', channel: 'a' }, { kind: 'stop' }]) {
    parent.emit('message', { data, ports: [port] });
  }
  await settled();
  expect([said, exits, port.listenerCount('message')]).toEqual([
    [{ kind: 'refused', code: 'host/already-open' }],
    [0],
    0,
  ]);
});

import { beforeEach, expect, it, vi } from 'vitest';
import { createWireClient } from '#host/wire-client';
import { resetElectron } from '../test/setup/electron-stub.ts';
import { createPageBridge, type PageBridge } from './page-bridge.ts';
import { PORT } from './window-messages.ts';

beforeEach(resetElectron);

it.each<unknown>(['sync.steal', '__proto__', 'toString', '', 7, null, { toString: () => 'session.state' }])(
  'refuses %s before anything leaves the page',
  async (method) => {
    const sent: unknown[] = [];
    const client = createWireClient();
    client.connect((message) => sent.push(message));
    expect(await createPageBridge(client).invoke(method, {})).toEqual({
      ok: false,
      error: { code: 'host/unknown-method' },
    });
    expect(sent).toEqual([]);
  },
);

it('says that the core is away when the line is cut', async () => {
  const client = createWireClient();
  client.connect(() => undefined);
  const reply = createPageBridge(client).invoke('session.state', {});
  client.hangUp();
  expect(await reply).toEqual({ ok: false, error: { code: 'host/closing' } });
});

it('takes only functions as listeners', () => {
  const client = createWireClient();
  const heard: unknown[] = [];
  createPageBridge(client).subscribe('alert(1)');
  const stop = createPageBridge(client).subscribe((...args: unknown[]) => heard.push(args));
  client.receive({ topic: 'data.changed', event: { features: ['registry'] } });
  stop();
  client.receive({ topic: 'data.changed', event: { features: ['cycles'] } });
  expect(heard).toEqual([['data.changed', { features: ['registry'] }]]);
});

it('the preload gives the page invoke and subscribe, nothing else, and talks over the port it is handed', async () => {
  vi.resetModules();
  const stub = await import('../test/setup/electron-stub.ts');
  await import('./preload.ts');
  expect(Object.keys(stub.exposed)).toEqual(['tawi']);
  const bridge = stub.exposed['tawi'] as PageBridge;
  expect(Object.keys(bridge).sort()).toEqual(['invoke', 'subscribe']);
  expect(stub.electronCalls.map(({ api, args }) => [api, args[0]])).toEqual([
    ['contextBridge.exposeInMainWorld', 'tawi'],
    ['ipcRenderer.send', 'tawi:hello'],
  ]);
  const { port1, port2 } = new MessageChannel();
  const asked: unknown[] = [];
  port2.onmessage = ({ data }) => {
    asked.push(data);
    port2.postMessage({ id: data.id, reply: { ok: true, value: 'x' } });
  };
  const reply = bridge.invoke('session.state', {});
  stub.ipcRenderer.emit(PORT, { ports: [port1] });
  stub.ipcRenderer.emit(PORT, { ports: [] });
  expect(await reply).toEqual({ ok: true, value: 'x' });
  expect(asked).toEqual([{ id: 1, method: 'session.state', input: {} }]);
  port1.close();
});

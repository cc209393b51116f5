import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CoreApi } from '#host/core-api';
import { serveMessagePort } from '#host/transport';
import { createWireClient } from '#host/wire-client';
import { sealToDevice } from '#sync/server/keys/seal-to-device';
import { startBrowserHost } from '../../main/browser-host/server.ts';
import { ask } from '../../main/browser-host/testing/ask.ts';
import { PIN, type TempPc, tempPc } from '../../main/core/testing/temp-pc.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const id = (tail: string): string => `00000000-0000-8000-8000-${tail.padStart(12, '0')}`;
const request = (no: number) => ({ requestId: `00000000-0000-4000-9000-${String(no).padStart(12, '0')}` });

/** One way into a core: a call's reply as the bytes a window would parse. */
type Way = {
  readonly call: (method: string, input: unknown) => Promise<string>;
  readonly close: () => Promise<void>;
};
/** What was answered before, parsed, by the name of the call. */
type Known = ReadonlyMap<string, unknown>;
type Call = readonly [method: string, input: unknown];

const person = { birthDateExact: true, gender: 'female', isHead: false, familyName: 'Bekele' } as const;
const household = {
  ...{ groupKind: 'household', areaId: id('f2'), address: 'House 7', documents: [], facts: { rooms: 2 } },
  members: [
    {
      ...person,
      givenName: 'Almaz',
      localName: 'አልማዝ',
      birthDate: '1985-03-12',
      relationship: 'head',
      isHead: true,
    },
    { ...person, givenName: 'Ruth', birthDate: '2012-05-02', relationship: 'child' },
  ],
  consent: {
    textVersion: '1',
    language: 'en',
    method: 'signature',
    purposes: ['registration'],
    witness: null,
  },
};
const draft = { draftId: id('d1'), kind: 'household', title: 'Almaz', body: { step: 'people' } };

const calls = (officer: string, auditor: string): readonly ((known: Known) => Call)[] => {
  const groupOf = (known: Known): string =>
    String(Object(Object(known.get('registry.saveHousehold')).value).groupId);
  const plain: readonly Call[] = [
    ['session.state', {}],
    ['registry.search', { text: 'almaz' }],
    ['session.unlock', { ...request(1), userId: officer, pin: '0000' }],
    ['session.unlock', { ...request(2), userId: officer, pin: PIN }],
    ['session.me', {}],
    ['session.setLanguage', { ...request(3), language: 'xx' }],
    ['session.setLanguage', { ...request(4), language: 'en' }],
    ['home.queues', {}],
    ['registry.options', {}],
    ['registry.checkHousehold', { household }],
    ['registry.saveHousehold', { ...request(5), draftId: null, household, duplicateDecisions: [] }],
    ['registry.saveHousehold', { ...request(5), draftId: null, household, duplicateDecisions: [] }],
    ['registry.search', { text: 'almaz' }],
    ['registry.search', { text: 'አልማዝ' }],
    ['registry.list', { kind: 'group' }],
    ['registry.similar', { givenName: 'Almas', familyName: 'Bekele', birthDate: '1985-03-12' }],
  ];
  const later: readonly Call[] = [
    ['drafts.save', { ...request(7), ...draft }],
    ['drafts.list', {}],
    ['drafts.get', { draftId: draft.draftId }],
    ['drafts.discard', { ...request(8), draftId: draft.draftId }],
    ['jobs.list', {}],
    ['jobs.get', { jobId: id('e1') }],
    ['sync.status', {}],
    ['sync.now', request(9)],
    ['sync.items', { state: 'waiting' }],
    ['programs.list', {}],
    ['programs.get', { programId: id('e2') }],
    ['vouchers.inspect', { code: 'G2P1' }],
    ['claims.list', {}],
    ['audit.list', {}],
    ['no.such.method', {}],
    ['session.me', { more: 1 }],
    ['registry.search', { text: 7 }],
    ['session.lock', request(10)],
    ['session.unlock', { ...request(11), userId: auditor, pin: PIN }],
    ['audit.list', {}],
  ];
  return [
    ...plain.map((call) => () => call),
    (known) => ['registry.person', { registrantId: groupOf(known) }],
    (known) => [
      'registry.reveal',
      { ...request(6), registrantId: groupOf(known), field: 'address', reason: 'correct-record' },
    ],
    ...later.map((call) => () => call),
  ];
};

/** All calls one after the other, each with what came back. */
async function tell(way: Way, officer: string, auditor: string): Promise<readonly string[]> {
  const known = new Map<string, unknown>();
  const told: string[] = [];
  for (const next of calls(officer, auditor)) {
    const [method, input] = next(known);
    const reply = await way.call(method, input);
    known.set(method, JSON.parse(reply));
    told.push(`${method} ${reply}`);
  }
  return told;
}

/** As Electron's window reaches it: structured clones through a port. */
function overMessagePort(core: CoreApi): Way {
  const { port1, port2 } = new MessageChannel();
  serveMessagePort(
    {
      post: (message) => port1.postMessage(message),
      onMessage: (listener) => port1.on('message', listener),
      onClose: (listener) => port1.on('close', listener),
    },
    core,
    'window-1',
  );
  const client = createWireClient();
  port2.on('message', client.receive);
  client.connect((message) => port2.postMessage(message));
  return {
    call: async (method, input) => {
      const answer = await client.ask({ method, input });
      return JSON.stringify(answer !== undefined && 'reply' in answer ? answer.reply : answer);
    },
    close: async () => port2.close(),
  };
}

/** As a browser reaches it: JSON over HTTP behind a cookie. */
async function overHttp(core: CoreApi): Promise<Way> {
  const started = await startBrowserHost({ core, rendererFolder: tmpdir(), log: silent });
  if (!started.ok) throw new Error(started.error.code);
  const host = started.value;
  const origin = `http://127.0.0.1:${host.port}`;
  const { pathname, search } = new URL(host.newUrl());
  const own = { host: `127.0.0.1:${host.port}` };
  const { headers } = await ask(host.port, pathname + search, { headers: own });
  const cookie = String(headers['set-cookie']?.[0]).split(';')[0] ?? '';
  const posting = {
    ...own,
    origin,
    cookie,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
  };
  return {
    call: async (method, input) => {
      const body = JSON.stringify(input);
      return (await ask(host.port, `/api/${method}`, { method: 'POST', headers: posting, body })).text;
    },
    close: host.stop,
  };
}

let pc: TempPc;
let copy: string;
let officers: readonly { readonly userId: string }[];
beforeAll(async () => {
  pc = tempPc(sealToDevice);
  pc.centre.change('area', { areaId: id('f1'), parentId: null, code: 'D', name: 'District', level: 2 });
  pc.centre.change('area', { areaId: id('f2'), parentId: id('f1'), code: 'D-1', name: 'Dechatu', level: 3 });
  pc.centre.change('office', {
    officeId: id('b'),
    officeNo: 44,
    code: 'DD-04',
    name: 'Debre District',
    areaId: id('f1'),
  });
  const made = await pc.enrolWith(['officer'], ['auditor']);
  officers = made.officers;
  await made.core.syncNow();
  await made.core.stop();
  copy = join(mkdtempSync(join(tmpdir(), 'tawi-copy-')), 'office-a');
  cpSync(pc.dataDir, copy, { recursive: true });
  pc.centre.reachable = false;
});
afterAll(async () => {
  await pc.remove();
  rmSync(join(copy, '..'), { recursive: true, force: true });
});

it('the same calls over a message port and over HTTP are answered with the same bytes', async () => {
  const [officer = '', auditor = ''] = officers.map(({ userId }) => userId);
  const ways = [
    overMessagePort(await pc.start()),
    await overHttp(await pc.start({ dataDir: copy })),
  ] as const;
  try {
    const [port, http] = [await tell(ways[0], officer, auditor), await tell(ways[1], officer, auditor)];
    expect(port.length).toBeGreaterThanOrEqual(30);
    expect(http).toEqual(port);
    // Most of them must have gone well, or equal refusals would prove little.
    expect(port.filter((line) => line.includes('{"ok":true')).length).toBeGreaterThanOrEqual(24);
  } finally {
    for (const way of ways) await way.close();
  }
});

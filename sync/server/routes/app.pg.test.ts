import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  type CentreFixture,
  createCentreFixture,
  expectOk,
  FIXTURE_START,
} from '../../../test/setup/centre-fixture.ts';
import { addDevice, createWorld, type TestWorld } from '../../../test/setup/centre-world.ts';
import { registrantPayload } from '../../../test/setup/registry-payloads.ts';
import { createCentreUser } from '../admin/users.ts';

let fixture: CentreFixture;
let world: TestWorld;

const PASSWORD = 'correct horse battery';
const tokens = new Map<string, string>();

beforeAll(async () => {
  fixture = await createCentreFixture(inject('databaseUrl'), 'tawi_test_routes');
  world = await createWorld(fixture);
  for (const role of ['administrator', 'it', 'programme-manager', 'finance', 'auditor'] as const) {
    const user = { login: role, displayName: role, password: PASSWORD, roles: [role] };
    expectOk(await createCentreUser(fixture.admin, user));
    const reply = await ask('POST', '/session', { login: role, password: PASSWORD });
    tokens.set(role, String((reply.body as { token?: string }).token));
  }
});
afterAll(() => fixture.close());

async function ask(method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: object, role?: string) {
  const reply = await fixture.app.inject({
    ...{ method, url: `/v1/admin${path}` },
    ...(body === undefined ? {} : { payload: body }),
    headers: role === undefined ? {} : { authorization: `Bearer ${tokens.get(role)}` },
  });
  return { status: reply.statusCode, body: reply.json() as unknown };
}

describe('the service', () => {
  it('says that it lives and that database and object store answer', async () => {
    expect((await fixture.app.inject('/health/live')).json()).toEqual({ live: true });
    const ready = await fixture.app.inject('/health/ready');
    expect([ready.statusCode, ready.json()]).toEqual([200, { ready: true, database: true, objects: true }]);
  });

  it('describes every route as OpenAPI 3.1 and shows it at /docs', async () => {
    const document = (await fixture.app.inject('/docs/json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/v1/enrol',
        '/v1/hello',
        '/v1/push',
        '/v1/pull',
        '/v1/audit',
        '/v1/blobs/{sha256}',
      ]),
    );
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/v1/admin/session', '/v1/admin/trial-balance', '/v1/admin/devices/{no}/head']),
    );
    const page = await fixture.app.inject('/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self'/);
  });

  it('gives its numbers without names or ids of people', async () => {
    const device = await addDevice(fixture, world.officeA);
    const person = registrantPayload(world.officeA);
    device.record('registrant.create', person, world.officeA.people.officer);
    await device.push();
    const { payload } = await fixture.app.inject('/metrics');
    expect(payload).toMatch(/tawi_operations_total\{verdict="ACCEPTED",code=""\} \d+/);
    expect(payload).toMatch(/tawi_request_seconds_count\{method="POST",route="\/v1\/push",status="200"\}/);
    expect(payload).not.toContain(person.registrantId);
  });

  it('answers every wrong request in one form, with safe headers and without stack or SQL', async () => {
    const replies = await Promise.all([
      fixture.app.inject('/nowhere'),
      fixture.app.inject({
        method: 'POST',
        url: '/v1/enrol',
        payload: '{',
        headers: { 'content-type': 'application/json' },
      }),
      fixture.app.inject({
        method: 'POST',
        url: '/v1/enrol',
        payload: 'x',
        headers: { 'content-type': 'text/plain' },
      }),
      fixture.app.inject({
        method: 'POST',
        url: '/v1/push',
        payload: Buffer.alloc(2_000_000),
        headers: { 'content-type': 'application/octet-stream' },
      }),
      fixture.app.inject({ method: 'GET', url: '/v1/admin/devices' }),
    ]);
    expect(replies.map((reply) => [reply.statusCode, reply.json().error.code])).toEqual([
      [404, 'request/no-such-path'],
      [400, 'request/invalid'],
      [400, 'request/invalid'],
      [413, 'request/too-large'],
      [401, 'session/missing'],
    ]);
    for (const reply of replies) {
      expect(reply.headers['x-content-type-options']).toBe('nosniff');
      expect(reply.payload).not.toMatch(/at \/|SELECT|node_modules/);
    }
  });

  it('answers an unexpected fault with a reference only, and logs it', async () => {
    const { database } = fixture.service;
    const broken = {
      ...fixture.service,
      database: { ...database, transaction: () => Promise.reject(new Error('secret')) },
    };
    const { buildApp } = await import('./app.ts');
    const app = await buildApp(broken, { version: 'test' });
    const reply = await app.inject({
      method: 'POST',
      url: '/v1/admin/session',
      payload: { login: 'x', password: 'y' },
    });
    await app.close();
    expect([reply.statusCode, reply.json()]).toEqual([
      500,
      { error: { code: 'centre/fault', data: { ref: expect.any(String) } } },
    ]);
    expect(fixture.faults.length).toBe(1);
  });
});

describe('people of the centre', () => {
  it('sign in with a password; wrong ones are refused alike and make the account wait', async () => {
    const login = (name: string, password: string) => ask('POST', '/session', { login: name, password });
    const refused = { status: 401, body: { error: { code: 'session/refused' } } };
    expect(await login('nobody', PASSWORD)).toEqual(refused);
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await login('auditor', 'wrong')).toEqual(refused);
    expect((await login('auditor', PASSWORD)).body).toEqual({
      error: { code: 'session/locked-out', data: { until: expect.any(String) } },
    });
    fixture.setNow(FIXTURE_START + 20 * 60_000);
    expect((await login('auditor', PASSWORD)).status).toBe(200);
    fixture.setNow(FIXTURE_START);
  });

  it('may do what their role may, and a session ends', async () => {
    const { officeA, cycleId } = world;
    const reservation = {
      cycleId,
      officeId: officeA.officeId,
      deviceNo: 1,
      amountMinor: 5,
      validUntil: '2027-01-01',
    };
    const areas = [{ parentId: null, code: 'X', name: 'X', level: 5 }];
    expect((await ask('POST', '/areas', areas, 'finance')).status).toBe(403);
    expect((await ask('POST', '/areas', areas, 'administrator')).status).toBe(200);
    expect((await ask('POST', '/areas', areas, 'administrator')).body).toEqual({
      error: { code: 'admin/taken', data: { field: 'area_code_key' } },
    });
    expect((await ask('POST', '/reservations', reservation, 'administrator')).status).toBe(403);
    expect((await ask('POST', '/reservations', reservation, 'finance')).status).toBe(200);
    expect((await ask('POST', '/enrolment-codes', { officeId: officeA.officeId }, 'it')).body).toEqual({
      code: expect.stringMatching(/^([A-Z2-7]{4}-){6}[A-Z2-7]{2}$/),
      expiresAt: '2026-11-21T09:00:00.000Z',
    });
    expect((await ask('POST', '/enrolment-codes', { officeId: cycleId }, 'it')).status).toBe(404);
    fixture.setNow(FIXTURE_START + 9 * 3_600_000);
    expect((await ask('GET', '/devices', undefined, 'it')).status).toBe(401);
    fixture.setNow(FIXTURE_START);
  });

  it('move a cycle only along its states, and say why when they send it back', async () => {
    const step = (body: object) => ask('POST', `/cycles/${world.cycleId}/steps`, body, 'programme-manager');
    expect((await step({ command: 'end' })).body).toEqual({
      error: { code: 'admin/not-allowed', data: { reason: 'state/not-allowed' } },
    });
    expect((await step({ command: 'submit' })).body).toEqual({
      error: { code: 'admin/not-allowed', data: { reason: 'cycle/empty' } },
    });
    expect((await step({ command: 'cancel' })).status).toBe(409);
    expect((await step({ command: 'cancel', reason: 'wrong month' })).body).toEqual({ state: 'cancelled' });
  });

  it('read devices, heads, cases, the ledger and audit chains', async () => {
    const devices = (await ask('GET', '/devices', undefined, 'it')).body as readonly {
      readonly deviceNo: number;
    }[];
    expect(devices[0]).toEqual(expect.objectContaining({ deviceNo: 1, state: 'active', incarnation: 1 }));
    expect(JSON.stringify(devices)).not.toMatch(/publicKey|certificate/i);
    expect((await ask('GET', '/devices/1/head', undefined, 'finance')).body).toEqual(
      expect.objectContaining({ headSeq: 1, headHash: expect.stringMatching(/^[0-9a-f]{64}$/) }),
    );
    expect((await ask('GET', '/devices/99/head', undefined, 'it')).status).toBe(404);
    expect((await ask('GET', '/cases?state=open', undefined, 'finance')).body).toEqual([]);
    expect((await ask('GET', '/audit/1/verify', undefined, 'auditor')).body).toEqual({
      rows: 0,
      head: '0'.repeat(64),
      brokenAt: null,
    });
    const balance = (await ask('GET', '/trial-balance', undefined, 'finance')).body;
    expect(balance).toEqual({ accounts: expect.any(Array), sumMinor: '0' });
  });

  it('refuse roles that may not meet in one person', async () => {
    const user = {
      login: 'x.y',
      displayName: 'X',
      officeId: world.officeA.officeId,
      roles: ['preparer', 'supervisor'],
    };
    expect((await ask('POST', '/users', [user], 'administrator')).body).toEqual({
      error: { code: 'admin/not-allowed', data: { reason: 'roles of x.y' } },
    });
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { paths } from '#sync/protocol/paths';
import { PullReply } from '#sync/protocol/wire';
import { type CentreFixture, createCentreFixture, expectOk } from '../../../test/setup/centre-fixture.ts';
import { addDevice, createWorld, type TestWorld } from '../../../test/setup/centre-world.ts';
import { registrantPayload } from '../../../test/setup/registry-payloads.ts';
import type { TestDevice } from '../../../test/setup/test-device.ts';
import { createTenant } from '../admin/tenants.ts';

let fixture: CentreFixture;
let world: TestWorld;
let deviceA: TestDevice;
let deviceB: TestDevice;
let personOfA: string;

beforeAll(async () => {
  fixture = await createCentreFixture(inject('databaseUrl'), 'tawi_test_scopes');
  world = await createWorld(fixture);
  deviceA = await addDevice(fixture, world.officeA);
  deviceB = await addDevice(fixture, world.officeB);
  const person = registrantPayload(world.officeA, { givenName: 'Canary' });
  personOfA = person.registrantId;
  deviceA.record('registrant.create', person, world.officeA.people.officer);
  await deviceA.verdicts();
});
afterAll(() => fixture.close());

describe('an office', () => {
  it('never sees a row of another office, whatever scopes it asks for', async () => {
    const changes = await deviceB.pullAll();
    const scopes = new Set(changes.map((change) => change.scope));
    expect(scopes).toEqual(
      new Set(['national', `program:${world.programId}`, `office:${world.officeB.officeId}`]),
    );
    expect(JSON.stringify(changes)).not.toContain('Canary');
    expect(JSON.stringify(changes)).not.toContain(personOfA);
    const asked = { [`office:${world.officeA.officeId}`]: 0, [`program:${randomUUID()}`]: 3 };
    const page = PullReply.parse((await deviceB.send('POST', paths.pull, { cursors: asked })).body);
    expect(page.lost).toEqual(Object.keys(asked));
    expect(page.changes.some((change) => change.scope in asked)).toBe(false);
    expect(Object.keys(page.heads).some((scope) => scope in asked)).toBe(false);
  });

  it('cannot write into another office’s scope, nor over its rows', async () => {
    const { officer } = world.officeB.people;
    const foreign = registrantPayload(world.officeA);
    const stolen = registrantPayload(world.officeB, { registrantId: personOfA });
    deviceB.record('registrant.create', foreign, officer);
    deviceB.record('registrant.create', registrantPayload(world.officeB), officer, {
      scope: `office:${world.officeA.officeId}`,
    });
    deviceB.record('registrant.create', stolen, officer);
    deviceB.record('registrant.update', { registrantId: personOfA, name: 'Mine', reason: 'theft' }, officer);
    deviceB.record(
      'identifier.add',
      {
        identifierId: randomUUID(),
        registrantId: personOfA,
        officeId: world.officeB.officeId,
        idType: 'n',
        value: '1',
      },
      officer,
    );
    deviceB.record('registrant.create', registrantPayload(world.officeB), world.officeA.people.officer);
    expect((await deviceB.verdicts()).map(({ verdict, code }) => [verdict, code])).toEqual([
      ['REJECTED', 'SCOPE'],
      ['REJECTED', 'SCOPE'],
      ['REJECTED', 'SCOPE'],
      ['REJECTED', 'SCOPE'],
      ['REJECTED', 'MOVED'],
      ['REJECTED', 'NO_AUTHORITY'],
    ]);
    const seen = await (await addDevice(fixture, world.officeA)).pullAll();
    expect(seen.find(({ key }) => key === personOfA)?.row).toEqual(
      expect.objectContaining({ givenName: 'Canary', name: 'Almaz Bekele' }),
    );
  });

  it('cannot fetch another office’s documents, even knowing their hash', async () => {
    const bytes = new TextEncoder().encode('encrypted scan');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await deviceA.send('PUT', paths.blob(sha256), bytes)).toEqual({
      status: 200,
      body: { sizeBytes: bytes.length },
    });
    expect((await deviceA.send('PUT', paths.blob(sha256), bytes)).status).toBe(200);
    expect(await deviceA.send('GET', paths.blob(sha256))).toEqual({ status: 200, body: bytes });
    const missing = { status: 404, body: { error: { code: 'blob/not-found' } } };
    expect(await deviceB.send('GET', paths.blob(sha256))).toEqual(missing);
    expect(await deviceA.send('GET', paths.blob('0'.repeat(64)))).toEqual(missing);
    expect(await deviceA.send('PUT', paths.blob('0'.repeat(64)), bytes)).toEqual({
      status: 400,
      body: { error: { code: 'blob/hash-mismatch' } },
    });
  });
});

describe('a tenant', () => {
  it('is invisible to another in the same database', async () => {
    const other = expectOk(
      await createTenant(fixture.service, {
        ...{ code: 'other', name: 'Other', practice: true, currency: 'KES', timeZone: 'UTC' },
        ...{
          defaultPhonePrefix: '',
          languages: ['en'],
          identifierTypes: [],
          questionPack: {},
          consentText: {},
        },
      }),
    );
    const counts = await fixture.database.transaction(other.tenantId, async (tx) => {
      const { rows } = await tx.client.query<{ people: number; policies: number }>(
        'SELECT (SELECT count(*)::int FROM registrant) AS people, (SELECT count(*)::int FROM tenant_policy) AS policies',
      );
      return rows;
    });
    expect(counts).toEqual([{ people: 0, policies: 1 }]);
  });
});

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { AUDIT_START, type AuditRow, auditHash } from '#domain/audit/audit-chain';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { nobleVerify } from '#domain/signing/ed25519';
import { auditReceiptMessage } from '#sync/protocol/audit-receipt';
import { paths } from '#sync/protocol/paths';
import { AuditPushReply } from '#sync/protocol/wire';
import { type CentreFixture, createCentreFixture } from '../../../test/setup/centre-fixture.ts';
import { addDevice, createWorld, type TestWorld } from '../../../test/setup/centre-world.ts';
import type { TestDevice } from '../../../test/setup/test-device.ts';
import { verifyDeviceAudit } from '../admin/oversight.ts';

let fixture: CentreFixture;
let world: TestWorld;

beforeAll(async () => {
  fixture = await createCentreFixture(inject('databaseUrl'), 'tawi_test_audit');
  world = await createWorld(fixture);
});
afterAll(() => fixture.close());

type Sent = { readonly row: AuditRow; readonly hash: string };

function trail(length: number): readonly Sent[] {
  const sent: Sent[] = [];
  let head = AUDIT_START.hash;
  for (let seq = 1; seq <= length; seq += 1) {
    const row: AuditRow = {
      ...{ seq, at: '2026-11-20T09:00:00.000Z', hlc: String(seq), actor: '31', device: '9' },
      ...{
        action: 'registry.revealed',
        object: `person-${seq}`,
        purpose: null,
        before_sha: null,
        after_sha: null,
      },
    };
    head = auditHash(head, row);
    sent.push({ row, hash: bytesToHex(head) });
  }
  return sent;
}

function send(device: TestDevice, rows: readonly unknown[]) {
  return device.send('POST', paths.audit, { rows });
}

describe('the audit trail of a PC', () => {
  it('is recomputed, kept and countersigned, also when a reply was lost', async () => {
    const device = await addDevice(fixture, world.officeA);
    const rows = trail(5);
    const first = AuditPushReply.parse((await send(device, rows.slice(0, 3))).body);
    expect(first).toEqual({
      seq: 3,
      head: rows[2]?.hash,
      at: '2026-11-20T09:00:00.000Z',
      signature: expect.any(String),
    });
    const message = auditReceiptMessage({ deviceId: device.enrolment.deviceId, ...first });
    const centreKey = hexToBytes(device.enrolment.centrePublicKey);
    expect(nobleVerify(hexToBytes(first.signature), message, centreKey)).toBe(true);
    const overlapping = AuditPushReply.parse((await send(device, rows.slice(1))).body);
    expect([overlapping.seq, overlapping.head]).toEqual([5, rows[4]?.hash]);
    expect(await verifyDeviceAudit(fixture.admin, device.enrolment.deviceNo)).toEqual({
      ok: true,
      value: { rows: 5, head: rows[4]?.hash, brokenAt: null },
    });
  });

  it('is refused where a row was changed, left out, or is no audit row', async () => {
    const device = await addDevice(fixture, world.officeA);
    const rows = trail(4);
    const refusal = async (sent: readonly unknown[]) => (await send(device, sent)).body;
    expect(await refusal(rows.slice(2))).toEqual({ error: { code: 'audit/gap', data: { expectedFrom: 1 } } });
    const changed = rows.map((entry) =>
      entry.row.seq === 3 ? { ...entry, row: { ...entry.row, object: 'other' } } : entry,
    );
    expect(await refusal(changed)).toEqual({ error: { code: 'audit/broken-chain', data: { seq: 3 } } });
    expect(await refusal([...rows.slice(0, 1), ...rows.slice(2)])).toEqual({
      error: { code: 'audit/broken-chain', data: { seq: 2 } },
    });
    expect(await refusal([{ row: { seq: 1 }, hash: 'x' }])).toEqual({ error: { code: 'audit/unreadable' } });
    await send(device, rows.slice(0, 2));
    const rewritten = trail(4).map(({ row }) => ({ ...row, purpose: 'other' }));
    let head = AUDIT_START.hash;
    const otherTrail = rewritten.map((row) => {
      head = auditHash(head, row);
      return { row, hash: bytesToHex(head) };
    });
    expect(await refusal(otherTrail)).toEqual({ error: { code: 'audit/broken-chain', data: { seq: 1 } } });
  });

  it('shows where somebody changed the centre’s own copy', async () => {
    const device = await addDevice(fixture, world.officeA);
    await send(device, trail(4));
    const { deviceNo } = device.enrolment;
    const { default: pg } = await import('pg');
    const admin = new pg.Client({ connectionString: fixture.scratch.adminUrl });
    await admin.connect();
    await admin.query(
      `UPDATE tawi.audit_row SET "row" = jsonb_set("row", '{object}', '"nobody"') WHERE device_no = $1 AND seq = 3`,
      [deviceNo],
    );
    await admin.end();
    expect(await verifyDeviceAudit(fixture.admin, deviceNo)).toEqual({
      ok: true,
      value: { rows: 0, head: '0'.repeat(64), brokenAt: 3 },
    });
  });
});

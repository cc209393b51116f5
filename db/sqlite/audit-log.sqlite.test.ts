import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AUDIT_START, verifyAuditChain } from '#domain/audit/audit-chain';
import type { AuditEntry, AuditReads, AuditWrites } from '#ports/audit-trail';
import { createAuditLog } from './audit-log.ts';
import { sampleId } from './testing/sample-rows.ts';
import { type TempReplica, tempReplica } from './testing/temp-replica.ts';

const ROWS = 6;
let temp: TempReplica;
let audit: AuditReads & AuditWrites;

beforeEach(() => {
  temp = tempReplica();
  audit = createAuditLog(temp.replica.client, 3);
});
afterEach(() => temp.remove());

function entry(n: number): AuditEntry {
  return {
    at: `2026-11-20T09:00:0${n}.000Z`,
    actorNo: n,
    action: 'registry.person-corrected',
    object: sampleId(n),
    purpose: n === 2 ? 'call back' : null,
    afterSha256: 'cd'.repeat(32),
  };
}

function fill(): void {
  temp.replica.write(() => {
    for (let n = 1; n <= ROWS; n += 1) audit.append(entry(n));
  });
}

/** Changes rows behind the app's back: the triggers go first, as somebody with the key could do it. */
function tamper(...texts: readonly string[]): void {
  const { client } = temp.replica;
  client.exec('DROP TRIGGER IF EXISTS audit_never_changed; DROP TRIGGER IF EXISTS audit_never_deleted');
  for (const text of texts) client.exec(text);
}

describe('the audit trail', () => {
  it('chains every row to the one before and gives pages newest first', () => {
    const heads = temp.replica.write(() => [audit.append(entry(1)), audit.append(entry(2))]);
    expect([audit.head(), audit.verify()]).toEqual([heads[1], { ok: true, value: heads[1] }]);
    expect(audit.page({ limit: 1 })).toEqual([
      {
        ...entry(2),
        seq: 2,
        hlc: String(BigInt(Date.parse(entry(2).at)) << 16n),
        deviceNo: 3,
        beforeSha256: null,
      },
    ]);
    expect(audit.page({ beforeSeq: 2, limit: 9 }).map(({ seq }) => seq)).toEqual([1]);
  });

  it('gives the centre rows that verify with the reference hash', () => {
    fill();
    const rows = [...audit.rowsAfter(0, 4), ...audit.rowsAfter(4, 100)];
    expect(verifyAuditChain(rows)).toEqual({ ok: true, value: audit.head() });
    expect(rows[1]?.row).toEqual({
      ...{ seq: 2, at: entry(2).at, hlc: rows[1]?.row.hlc, actor: '2', device: '3', purpose: 'call back' },
      ...{ action: entry(2).action, object: sampleId(2), before_sha: null, after_sha: 'cd'.repeat(32) },
    });
  });

  it('goes on from another process and keeps the order of its clock when the PC is set back', () => {
    const again = temp.openAgain();
    const other = createAuditLog(again.client, 3);
    temp.replica.write(() => audit.append(entry(5)));
    again.write(() => other.append(entry(1)));
    temp.replica.write(() => audit.append(entry(2)));
    const clocks = audit.rowsAfter(0, 9).map(({ row }) => BigInt(row.hlc));
    expect(clocks).toEqual([...clocks].sort((a, b) => Number(a - b)));
    expect([clocks.length, audit.verify().ok]).toEqual([3, true]);
  });

  it('continues a verification from a head that was verified before', () => {
    fill();
    const head = audit.verify();
    if (!head.ok) throw new Error('chain is broken');
    temp.replica.write(() => audit.append(entry(7)));
    expect(audit.verify(head.value)).toEqual({ ok: true, value: audit.head() });
    expect(audit.verify({ ...head.value, hash: AUDIT_START.hash })).toMatchObject({
      error: { seq: ROWS + 1 },
    });
  });

  it.each(["UPDATE audit SET purpose = 'x' WHERE seq = 1", 'DELETE FROM audit WHERE seq = 6'])(
    'refuses %s',
    (text) => {
      fill();
      expect(() => temp.replica.client.exec(text)).toThrow('rule/audit-append-only');
    },
  );

  it('names the first row that was changed, whatever was changed in it', () => {
    fill();
    const columns = [
      ...['at', 'hlc', 'action', 'object', 'purpose', 'before_sha256', 'after_sha256'].map(
        (name) => `${name} = 'x'`,
      ),
      ...[
        'actor_no = 99',
        'device_no = 99',
        "prev = replace(prev, '0', '1') || ''",
        "hash = replace(hash, 'a', 'b')",
      ],
      "hash = replace(hash, 'a', 'z')",
    ];
    tamper();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: ROWS }), fc.constantFrom(...columns), (seq, change) => {
        const { client } = temp.replica;
        client.exec('SAVEPOINT tampered');
        const changes = client.prepare(`UPDATE audit SET ${change} WHERE seq = ${seq}`).run().changes;
        const verified = audit.verify();
        client.exec('ROLLBACK TO tampered; RELEASE tampered');
        expect([changes, verified]).toMatchObject([
          1,
          { ok: false, error: { code: 'audit/broken-chain', seq } },
        ]);
      }),
      { numRuns: 60, seed: 20_261_120 },
    );
  });

  it.each([
    ['a row taken out', ['DELETE FROM audit WHERE seq = 3'], 3],
    [
      'a row taken out and the gap closed',
      ['DELETE FROM audit WHERE seq = 3', 'UPDATE audit SET seq = seq - 1 WHERE seq > 3'],
      3,
    ],
    [
      'two rows exchanged',
      ['UPDATE audit SET seq = -seq WHERE seq IN (3, 4)', 'UPDATE audit SET seq = 7 + seq WHERE seq < 0'],
      3,
    ],
  ])('notices %s', (_, texts, seq) => {
    fill();
    tamper('PRAGMA ignore_check_constraints = ON', ...texts);
    expect(audit.verify()).toMatchObject({ ok: false, error: { code: 'audit/broken-chain', seq } });
  });
});

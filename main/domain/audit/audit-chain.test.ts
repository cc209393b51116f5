import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, concatBytes } from '../codec/bytes.ts';
import { utf8Encode } from '../codec/utf8.ts';
import { sha256 } from '../signing/sha256.ts';
import {
  AUDIT_START,
  type AuditRow,
  auditHash,
  type ChainedAuditRow,
  verifyAuditChain,
} from './audit-chain.ts';

function rowOf(seq: number): AuditRow {
  return {
    seq,
    at: `2026-11-20T09:00:0${seq % 10}.000Z`,
    hlc: String(115_579_289_600_000_000n + BigInt(seq)),
    actor: 'user:22',
    device: 'device:7',
    action: 'registrant.reveal',
    object: `registrant:${seq}`,
    purpose: seq % 2 === 0 ? null : 'home visit',
    before_sha: null,
    after_sha: 'ab'.repeat(32),
  };
}
function chainOf(count: number): readonly ChainedAuditRow[] {
  let previous = AUDIT_START.hash;
  return Array.from({ length: count }, (_, i) => {
    const row = rowOf(i + 1);
    previous = auditHash(previous, row);
    return { row, hash: previous };
  });
}
const rows = chainOf(12);
const broken = (seq: number, reason: string) => ({
  ok: false,
  error: { code: 'audit/broken-chain', seq, reason },
});

describe('audit hash', () => {
  it('is SHA-256 over domain, hash before and canonical JSON', () => {
    const json =
      '{"action":"registrant.reveal","actor":"user:22","after_sha":"' +
      `${'ab'.repeat(32)}","at":"2026-11-20T09:00:01.000Z","before_sha":null,"device":"device:7",` +
      '"hlc":"115579289600000001","object":"registrant:1","purpose":"home visit","seq":1}';
    const message = concatBytes(utf8Encode('g2p/audit/v1\0'), new Uint8Array(32), utf8Encode(json));
    expect(auditHash(AUDIT_START.hash, rowOf(1))).toEqual(sha256(message));
    expect(bytesToHex(auditHash(AUDIT_START.hash, rowOf(1)))).toBe(
      'ce77f1975cc6dd866061479a8af73129ed22d521a574925148c603a8efc52efa',
    );
  });
});

describe('audit chain', () => {
  it('verifies from its start, in pieces and when empty, and gives its head', () => {
    const head = { seq: 12, hash: rows[11]?.hash };
    expect(verifyAuditChain(rows)).toEqual({ ok: true, value: head });
    const half = verifyAuditChain(rows.slice(0, 5));
    expect(half.ok && verifyAuditChain(rows.slice(5), half.value)).toEqual({ ok: true, value: head });
    expect(verifyAuditChain([])).toEqual({ ok: true, value: AUDIT_START });
  });

  it('names the first row that was changed in any field', () => {
    const changes: readonly Partial<AuditRow>[] = [
      { at: '2026-11-20T09:00:00.001Z' },
      { hlc: '1' },
      { actor: 'user:23' },
      { device: 'device:8' },
      { action: 'registrant.read' },
      { object: 'registrant:99' },
      { purpose: 'other' },
      { before_sha: '00'.repeat(32) },
      { after_sha: null },
    ];
    fc.assert(
      fc.property(fc.nat(11), fc.constantFrom(...changes), (at, change) => {
        const target = rows[at] ?? expect.fail('no such row');
        const changed = rows.with(at, { ...target, row: { ...target.row, ...change } });
        expect(verifyAuditChain(changed)).toEqual(broken(at + 1, 'hash'));
      }),
      { seed: 13 },
    );
  });

  it('names the place of a removed, repeated, moved or unreadable row and of a wrong hash', () => {
    const [first, second, third] = rows;
    if (first === undefined || second === undefined || third === undefined) return expect.fail('no rows');
    expect(verifyAuditChain([first, third])).toEqual(broken(2, 'sequence'));
    expect(verifyAuditChain([first, first])).toEqual(broken(2, 'sequence'));
    expect(verifyAuditChain([second, first])).toEqual(broken(1, 'sequence'));
    const unreadable = { ...second, row: { ...second.row, purpose: 'e\u0301' } };
    expect(verifyAuditChain([first, unreadable])).toEqual(broken(2, 'unreadable'));
    expect(verifyAuditChain([first, { ...second, hash: first.hash }])).toEqual(broken(2, 'hash'));
  });

  it('hashes with the function it is given', () => {
    const constant = () => new Uint8Array(32).fill(1);
    const row = { row: rowOf(1), hash: constant() };
    expect(verifyAuditChain([row], AUDIT_START, constant)).toEqual({
      ok: true,
      value: { seq: 1, hash: constant() },
    });
  });
});

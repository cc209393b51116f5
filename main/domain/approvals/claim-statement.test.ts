import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '../codec/bytes.ts';
import { InvariantError } from '../invariant.ts';
import { keyId, nobleSigner, nobleVerify } from '../signing/ed25519.ts';
import {
  type ClaimLine,
  type ClaimManifest,
  claimLineBytes,
  claimManifestHash,
  digestClaimLines,
} from './claim-manifest.ts';
import { type ClaimApprovals, verifyClaimApprovals } from './claim-statement.ts';
import { decodeSignedStatement, type SignedStatement, signStatement, statementHash } from './statement.ts';

type Vectors = {
  readonly secret_keys: Readonly<Record<string, string>>;
  readonly claim_lines: readonly ClaimLine[];
  readonly claim_manifest: string;
  readonly claim_sha256: string;
  readonly claim: { readonly hashes: readonly string[]; readonly statements: readonly string[] };
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/approval.json', import.meta.url), 'utf8'),
);
const manifest: ClaimManifest = JSON.parse(vectors.claim_manifest);
const lines = vectors.claim_lines;
const [firstLine] = lines;
const line = firstLine ?? expect.fail('no claim line in the vectors');

function readStatement(text: string): SignedStatement<'claim-approval'> {
  const signed = decodeSignedStatement(text, 'claim-approval');
  return signed.ok ? signed.value : expect.fail('a golden statement does not decode');
}
const statements = vectors.claim.statements.map(readStatement);
const signerOf = (name: string) => nobleSigner(hexToBytes(vectors.secret_keys[name] ?? ''));
const rolesOf: Readonly<Record<string, string>> = { 'person:22': 'accountant', 'person:23': 'cash_manager' };
const keys = new Map(
  Object.entries(rolesOf).map(([person, role]) => {
    const { publicKey } = signerOf(person);
    return [keyId(publicKey), { publicKey, person, roles: [{ role, scope: 'D-044' }] }];
  }),
);
const claim: ClaimApprovals = {
  manifest,
  lines,
  statements,
  preparedBy: 'person:17',
  findUserKey: (kid) => keys.get(kid),
  findDeviceKey: () => signerOf('device').publicKey,
  verify: nobleVerify,
};

describe('claim', () => {
  it('has the golden hashes', () => {
    expect(bytesToHex(claimManifestHash(manifest))).toBe(vectors.claim_sha256);
    expect(statements.map((signed) => bytesToHex(statementHash(signed.statement)))).toEqual(
      vectors.claim.hashes,
    );
  });

  it('is approved by accountant and cash manager, whatever the order of its lines', () => {
    const approved = { ok: true, value: statements.map((signed) => signed.statement) };
    expect(verifyClaimApprovals(claim)).toEqual(approved);
    expect(verifyClaimApprovals({ ...claim, lines: lines.toReversed() })).toEqual(approved);
  });

  it.each<readonly [string, Partial<ClaimApprovals>, object]>([
    [
      'lacks the cash manager',
      { statements: statements.slice(0, 1) },
      { code: 'approval/missing-stage', stage: 2 },
    ],
    [
      'was prepared by somebody else',
      { preparedBy: 'person:22' },
      { code: 'approval/manifest-changed', part: 'preparer' },
    ],
    ['has a line less', { lines: lines.slice(1) }, { code: 'approval/manifest-changed', part: 'count' }],
    [
      'has another amount',
      { lines: lines.with(0, { ...line, amountMinor: 1 }) },
      { code: 'approval/manifest-changed', part: 'total' },
    ],
    [
      'has another receipt',
      { lines: lines.with(0, { ...line, receiptSha256: '99'.repeat(32) }) },
      { code: 'approval/manifest-changed', part: 'list' },
    ],
    [
      'has another service date',
      { lines: lines.with(0, { ...line, serviceDate: '2026-11-21' }) },
      { code: 'approval/manifest-changed', part: 'list' },
    ],
    [
      'is for another provider',
      { manifest: { ...manifest, provider_no: 6 } },
      { code: 'approval/manifest-changed', part: 'statement' },
    ],
    [
      'has a manifest with a wrong field',
      { manifest: { ...manifest, currency: '' } },
      { code: 'approval/unreadable', part: 'manifest' },
    ],
    [
      'needs other roles by policy',
      { stages: [{ role: 'finance' }, { role: 'cash_manager' }] },
      { code: 'approval/wrong-role', stage: 1, role: 'accountant' },
    ],
  ])('is not approved when it %s', (_name, change, error) => {
    expect(verifyClaimApprovals({ ...claim, ...change })).toEqual({ ok: false, error });
  });

  it('is not approved by a signature made for a cycle', () => {
    const [first] = statements;
    const statement = first?.statement ?? expect.fail('no statement');
    const asCycle = signStatement(
      { ...statement, type: 'cycle-approval' },
      signerOf('person:22'),
      signerOf('device'),
    );
    const carriedOver = { ...asCycle, statement };
    expect(verifyClaimApprovals({ ...claim, statements: [carriedOver] })).toEqual({
      ok: false,
      error: { code: 'approval/bad-signature', stage: 1, signer: 'user' },
    });
  });
});

describe('claim line', () => {
  it('has 61 bytes', () => {
    expect(bytesToHex(claimLineBytes(line))).toBe(
      `00019a5c3e7b008001800000000000${'02bd'}${'11'.repeat(32)}000009d3000000000006ddd0`,
    );
  });

  it('names a voucher once only and a whole receipt hash', () => {
    expect(() => digestClaimLines([line, line])).toThrow(InvariantError);
    expect(() => claimLineBytes({ ...line, receiptSha256: 'ab' })).toThrow(InvariantError);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '../codec/bytes.ts';
import { InvariantError } from '../invariant.ts';
import { keyId, nobleSigner, nobleVerify, type Signer } from '../signing/ed25519.ts';
import type { EntitlementLeaf } from './entitlement-leaf.ts';
import { decodeManifest, manifestHash } from './manifest.ts';
import {
  type ApprovalStatement,
  decodeSignedStatement,
  encodeSignedStatement,
  type SignedStatement,
  signStatement,
  statementHash,
} from './statement.ts';
import { type ApprovalChain, verifyApprovalChain } from './verify-approvals.ts';
import type { ApprovalError, UserKeyFacts } from './verify-stages.ts';

type Vectors = {
  readonly secret_keys: Readonly<Record<string, string>>;
  readonly leaves: readonly EntitlementLeaf[];
  readonly manifest: string;
  readonly cycle: { readonly hashes: readonly string[]; readonly statements: readonly string[] };
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/approval.json', import.meta.url), 'utf8'),
);
type SignedApproval = SignedStatement<'cycle-approval'>;

function signerOf(name: string): Signer {
  return nobleSigner(hexToBytes(vectors.secret_keys[name] ?? ''));
}
function readStatement(text: string): SignedApproval {
  const signed = decodeSignedStatement(text, 'cycle-approval');
  return signed.ok ? signed.value : expect.fail('a golden statement does not decode');
}
const [signedFirst, signedSecond] = vectors.cycle.statements.map(readStatement);
const first = signedFirst ?? expect.fail('no first statement');
const second = signedSecond ?? expect.fail('no second statement');
const manifestRead = decodeManifest(vectors.manifest);
const manifest = manifestRead.ok ? manifestRead.value : expect.fail('the golden manifest does not decode');
const device = signerOf('device');

const roles: Readonly<Record<string, string>> = {
  'person:17': 'district_supervisor',
  'person:22': 'district_supervisor',
  'person:23': 'programme_manager',
};
const keys = new Map<string, UserKeyFacts>(
  Object.entries(roles).map(([person, role]) => {
    const { publicKey } = signerOf(person);
    return [keyId(publicKey), { publicKey, person, roles: [{ role, scope: 'D-044' }] }];
  }),
);
const chain: ApprovalChain = {
  manifest,
  leaves: vectors.leaves,
  statements: [first, second],
  policy: {
    stages: [{ role: 'district_supervisor', scope: 'D-044' }, { role: 'programme_manager' }],
    sha256: manifest.policy_sha256,
  },
  preparedBy: 'person:17',
  findUserKey: (kid) => keys.get(kid),
  findDeviceKey: (id) => (id === first.statement.device_id ? device.publicKey : undefined),
  verify: nobleVerify,
};

function resign(base: SignedApproval, person: string, change: Partial<ApprovalStatement>): SignedApproval {
  const signer = signerOf(person);
  const statement = { ...base.statement, person, user_kid: keyId(signer.publicKey), ...change };
  return signStatement(statement, signer, device);
}
function secondAfter(before: SignedApproval, person: string): SignedApproval {
  return resign(second, person, { prev_statement_sha256: bytesToHex(statementHash(before.statement)) });
}
function withLeaf(change: Partial<EntitlementLeaf>): readonly EntitlementLeaf[] {
  return vectors.leaves.map((leaf, at) => (at === 2 ? { ...leaf, ...change } : leaf));
}
const changed = (part: (ApprovalError & { readonly code: 'approval/manifest-changed' })['part']) =>
  ({ code: 'approval/manifest-changed', part }) as const;

describe('approved list', () => {
  it('is one whose golden statements verify, also with its rows in another order', () => {
    const approved = { ok: true, value: [first.statement, second.statement] };
    expect(verifyApprovalChain(chain)).toEqual(approved);
    expect(verifyApprovalChain({ ...chain, leaves: vectors.leaves.toReversed() })).toEqual(approved);
  });

  it('gives statements the golden hashes and texts', () => {
    const hashes = [first, second].map((signed) => bytesToHex(statementHash(signed.statement)));
    expect(hashes).toEqual(vectors.cycle.hashes);
    expect([first, second].map(encodeSignedStatement)).toEqual(vectors.cycle.statements);
  });

  const preparerFirst = resign(first, 'person:17', {});
  const supervisorOfElsewhere = resign(first, 'person:22', { scope: 'D-045' });
  const samePersonTwice = resign(second, 'person:22', { role: 'district_supervisor' });
  it.each<readonly [string, Partial<ApprovalChain>, ApprovalError]>([
    ['nobody has signed', { statements: [] }, { code: 'approval/missing-stage', stage: 1 }],
    [
      'the second signature is missing',
      { statements: [first] },
      { code: 'approval/missing-stage', stage: 2 },
    ],
    ['the first is missing', { statements: [second] }, { code: 'approval/stage-order', stage: 1 }],
    ['the order is reversed', { statements: [second, first] }, { code: 'approval/stage-order', stage: 1 }],
    ['a stage is signed twice', { statements: [first, first] }, { code: 'approval/stage-order', stage: 2 }],
    [
      'there is one signature too many',
      { statements: [first, second, second] },
      { code: 'approval/stage-order', stage: 3 },
    ],
    [
      'policy names no stage at all',
      { statements: [], policy: { stages: [] } },
      { code: 'approval/missing-stage', stage: 1 },
    ],
    [
      'policy wants three stages',
      { policy: { stages: [...chain.policy.stages, { role: 'finance' }] } },
      { code: 'approval/stage-order', stage: 1 },
    ],
    [
      'the second does not name the first',
      { statements: [first, resign(second, 'person:23', { prev_statement_sha256: '00'.repeat(32) })] },
      { code: 'approval/stage-order', stage: 2 },
    ],
    [
      'the first claims a predecessor',
      { statements: [resign(first, 'person:22', { prev_statement_sha256: '00'.repeat(32) })] },
      { code: 'approval/stage-order', stage: 1 },
    ],
    [
      'the first stage returned the list',
      { statements: [resign(first, 'person:22', { decision: 'return' })] },
      { code: 'approval/missing-stage', stage: 1 },
    ],
    [
      'the preparer approves it',
      { statements: [preparerFirst, secondAfter(preparerFirst, 'person:23')] },
      { code: 'approval/preparer', stage: 1, person: 'person:17' },
    ],
    [
      'one person signs both stages',
      {
        statements: [first, samePersonTwice],
        policy: { stages: [{ role: 'district_supervisor' }, { role: 'district_supervisor' }] },
      },
      { code: 'approval/same-person', stage: 2, person: 'person:22' },
    ],
    [
      'the second stage asks another role',
      { policy: { stages: [{ role: 'district_supervisor' }, { role: 'finance' }] } },
      { code: 'approval/wrong-role', stage: 2, role: 'programme_manager' },
    ],
    [
      'the first stage asks another scope',
      {
        policy: { stages: [{ role: 'district_supervisor', scope: 'D-045' }, { role: 'programme_manager' }] },
      },
      { code: 'approval/wrong-role', stage: 1, role: 'district_supervisor' },
    ],
    [
      'somebody signs for a scope he does not hold',
      {
        statements: [supervisorOfElsewhere],
        policy: { stages: [{ role: 'district_supervisor' }, { role: 'programme_manager' }] },
      },
      { code: 'approval/wrong-role', stage: 1, role: 'district_supervisor' },
    ],
    [
      'a key is unknown',
      { findUserKey: () => undefined },
      { code: 'approval/unknown-key', stage: 1, signer: 'user' },
    ],
    [
      'a key belongs to somebody else',
      { statements: [resign(first, 'person:22', { person: 'person:99' })] },
      { code: 'approval/unknown-key', stage: 1, signer: 'user' },
    ],
    [
      'the device is unknown',
      { findDeviceKey: () => undefined },
      { code: 'approval/unknown-key', stage: 1, signer: 'device' },
    ],
    [
      'the device is another one',
      { findDeviceKey: () => signerOf('person:22').publicKey },
      { code: 'approval/bad-signature', stage: 1, signer: 'device' },
    ],
    [
      'a signed word was changed',
      { statements: [{ ...first, statement: { ...first.statement, comment_sha256: '11'.repeat(32) } }] },
      { code: 'approval/bad-signature', stage: 1, signer: 'user' },
    ],
    [
      'a signature was exchanged',
      { statements: [{ ...first, user_signature: second.user_signature }] },
      { code: 'approval/bad-signature', stage: 1, signer: 'user' },
    ],
    ['an amount was changed', { leaves: withLeaf({ amountMinor: 1 }) }, changed('total')],
    ['a payee was changed', { leaves: withLeaf({ payeeHash: '77'.repeat(32) }) }, changed('list')],
    ['a row was taken away', { leaves: vectors.leaves.slice(1) }, changed('count')],
    ['the manifest was changed', { manifest: { ...manifest, cycle: '2026-12' } }, changed('statement')],
    ['another preparer is on record', { preparedBy: 'person:18' }, changed('preparer')],
    ['the policy is another', { policy: { ...chain.policy, sha256: '00'.repeat(32) } }, changed('policy')],
    [
      'another total was shown',
      { statements: [resign(first, 'person:22', { shown: { ...first.statement.shown, total_minor: '1' } })] },
      changed('shown'),
    ],
  ])('is not one where %s', (_name, change, error) => {
    expect(verifyApprovalChain({ ...chain, ...change })).toEqual({ ok: false, error });
  });

  it('is not one whose statement lacks a field or was signed as a claim', () => {
    const unreadable = { ok: false, error: { code: 'approval/unreadable', part: 'statement' } };
    const text = vectors.cycle.statements[0] ?? '';
    expect(decodeSignedStatement(text.replace('"of":2,', ''), 'cycle-approval')).toEqual(unreadable);
    expect(decodeSignedStatement(text, 'claim-approval')).toEqual(unreadable);
    const halfStatement: SignedApproval = JSON.parse(text.replace('"of":2,', ''));
    expect(verifyApprovalChain({ ...chain, statements: [halfStatement] })).toEqual(unreadable);
    const { cycle: _, ...rest } = manifest;
    const halfManifest = { ...chain, manifest: JSON.parse(JSON.stringify(rest)) };
    expect(verifyApprovalChain(halfManifest)).toEqual({
      ok: false,
      error: { code: 'approval/unreadable', part: 'manifest' },
    });
  });

  it('binds the manifest that the vouchers name', () => {
    expect(first.statement.manifest_sha256).toBe(bytesToHex(manifestHash(manifest)));
  });
});

describe('signing a statement', () => {
  it('needs the key that the statement names and sound fields', () => {
    const signer = signerOf('person:23');
    expect(() => signStatement(first.statement, signer, device)).toThrow(InvariantError);
    expect(() => signStatement({ ...second.statement, stage: -1 }, signer, device)).toThrow(InvariantError);
  });
});

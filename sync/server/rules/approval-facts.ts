import { z } from 'zod';
import { stagesFor } from '#domain/approvals/approval-policy';
import type { CycleManifest } from '#domain/approvals/manifest';
import type { ApprovalError, StageLookups, StageRule, UserKeyFacts } from '#domain/approvals/verify-stages';
import { hexToBytes } from '#domain/codec/bytes';
import { ROLES } from '#domain/identity/permissions';
import { keyId } from '#domain/signing/ed25519';
import type { OpType } from '#sync/protocol/op-types';
import { type RowOf, replicatedTables } from '#sync/protocol/rows/replicated-tables';
import { configSha256, programConfigSha256 } from '#sync/protocol/slice-manifest';
import { officeScope, programScope } from '../commit/scope-of-row.ts';
import type { Refusal } from '../push/judgement.ts';
import type { RuleInput } from './op-rule.ts';

/** How manifests and statements name a person: by the person's id, so that two accounts of one person are one. */
export function personName(officer: RowOf<'officer'>): string {
  return officer.personId;
}

const Policy = z.object({
  stages: z
    .array(z.object({ no: z.int(), role: z.enum(ROLES), fromMinor: z.int().min(0).default(0) }))
    .min(1)
    .max(9),
});

/** Stages that a stored policy asks for at this total, in order; undefined when it is no policy. */
export function stagesOf(policy: unknown, totalMinor: number): readonly StageRule[] | undefined {
  const parsed = Policy.safeParse(policy);
  return parsed.success ? stagesFor(parsed.data, totalMinor).map(({ role }) => ({ role })) : undefined;
}

/**
 * The programme as it was when a list was prepared: the present one or an earlier image whose rules and policy have
 * the hashes in the signed manifest. An office that worked offline may have prepared under rules changed since.
 */
export function programOfManifest<T extends OpType>(
  { facts }: RuleInput<T>,
  programId: string,
  manifest: CycleManifest,
): RowOf<'program'> | undefined {
  return facts
    .images(programScope(programId), 'program', programId)
    .flatMap(({ row }) => replicatedTables.program.safeParse(row).data ?? [])
    .findLast(
      (program) =>
        programConfigSha256(program) === manifest.programme_config_sha256 &&
        configSha256(program.approvalPolicy) === manifest.policy_sha256,
    );
}

/** Looks up people's keys and roles among the office's and the centre's officers, and devices by their records. */
export function stageLookups<T extends OpType>(input: RuleInput<T>): StageLookups {
  const { facts, verify } = input;
  return {
    findUserKey: (kid, signedAt) => findUserKey(input, kid, signedAt),
    findDeviceKey: (deviceId) => {
      const device = facts.device(deviceId);
      return device === undefined ? undefined : hexToBytes(device.publicKey);
    },
    verify,
  };
}

function findUserKey<T extends OpType>(
  { rows, device, facts, actor }: RuleInput<T>,
  kid: string,
  signedAt: string,
): UserKeyFacts | undefined {
  const people = [actor, ...rows.list('officer', 'officeId', device.officeId)];
  const present = people.find((officer) => officer.publicKey !== null && kidOf(officer.publicKey) === kid);
  const scopes = [rows.get('office', device.officeId)?.code ?? '', officeScope(device.officeId)];
  if (present?.publicKey !== undefined && present.publicKey !== null) {
    return keyFacts(present, present.publicKey, scopes);
  }
  const older = facts.officerKey(kid);
  const owner = older === undefined ? undefined : rows.get('officer', older.userId);
  if (older === undefined || owner === undefined) return undefined;
  if (older.revokedAt !== null && older.revokedAt < signedAt) return undefined;
  return keyFacts(owner, older.publicKey, scopes);
}

/** A role counts in the office of the account, which statements may name by its code or by its scope. */
function keyFacts(officer: RowOf<'officer'>, publicKey: string, scopes: readonly string[]): UserKeyFacts {
  const roles = officer.active ? officer.roles : [];
  return {
    publicKey: hexToBytes(publicKey),
    person: personName(officer),
    roles: roles.flatMap((role) => scopes.map((scope) => ({ role, scope }))),
  };
}

function kidOf(publicKey: string): string {
  return keyId(hexToBytes(publicKey));
}

/** The verdict for an approval that does not hold. */
export function approvalRefusal(error: ApprovalError): Refusal {
  switch (error.code) {
    case 'approval/unreadable':
      return { code: 'BAD_FORM', data: { field: error.part } };
    case 'approval/manifest-changed':
      return { code: 'MANIFEST_CHANGED', data: { part: error.part } };
    case 'approval/same-person':
    case 'approval/preparer':
      return { code: 'SAME_OFFICER', data: { stage: error.stage } };
    case 'approval/stage-order':
    case 'approval/missing-stage':
      return { code: 'STAGE_ORDER', data: { stage: error.stage } };
    case 'approval/wrong-role':
      return { code: 'NO_AUTHORITY', data: { stage: error.stage, role: error.role } };
    case 'approval/bad-signature':
      return { code: 'BAD_SIGNATURE', data: { stage: error.stage, signer: error.signer } };
    case 'approval/unknown-key':
      return {
        code: 'BAD_SIGNATURE',
        data: { stage: error.stage, signer: error.signer, reason: 'unknown-key' },
      };
  }
}

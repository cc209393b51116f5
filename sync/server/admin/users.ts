import { randomUUID } from 'node:crypto';
import { hash } from 'argon2';
import { z } from 'zod';
import { insertCentreUser } from '#db/postgres/repositories/centre-users';
import { insertActivationCodes } from '#db/postgres/repositories/codes';
import { takeNumbers } from '#db/postgres/repositories/tenants';
import { findForbiddenPair } from '#domain/identity/forbidden-pairs';
import { ROLES } from '#domain/identity/permissions';
import { err, ok } from '#domain/result';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { Uuid } from '#sync/protocol/rows/scalars';
import { type CentreService, nowOf } from '../centre-service.ts';
import { sha256Hex } from '../keys/node-signing.ts';
import { newOneTimeCode, plainCode } from '../keys/one-time-code.ts';
import { type AdminContext, type AdminResult, adminWork, findRow, writeRows } from './admin-context.ts';

const Roles = z.array(z.enum(ROLES)).min(1).max(5);
const ACTIVATION_CODE_BYTES = 10;
const ACTIVATION_DAYS = 14;
const DAY_MS = 86_400_000;

/** Accounts of people at one office, or of the centre (`officeId` null: they may help at every office). */
export const NewUsers = z
  .array(
    z.strictObject({
      userId: Uuid.optional(),
      /** Two accounts of one person carry the same; separation of duties compares it. */
      personId: Uuid.optional(),
      login: z.string().regex(/^[a-z0-9._-]{2,60}$/),
      displayName: z.string().min(1).max(200),
      officeId: Uuid.nullable(),
      roles: Roles,
    }),
  )
  .min(1)
  .max(500);

export type CreatedUser = {
  readonly userId: string;
  readonly userNo: number;
  readonly login: string;
  /** Shown once, to be handed to the person; the centre keeps its hash. */
  readonly activationCode: string;
};

/** Adds accounts with a first activation code each. Roles that may not meet in one person are refused. */
export async function createUsers(
  admin: AdminContext,
  input: z.input<typeof NewUsers>,
): AdminResult<readonly CreatedUser[]> {
  const users = NewUsers.parse(input);
  const forbidden = users.find((user) => findForbiddenPair(user.roles) !== null);
  if (forbidden !== undefined)
    return err({ code: 'admin/not-allowed', reason: `roles of ${forbidden.login}` });
  return adminWork(admin, 'users.created', async (tx) => {
    const firstNo = await takeNumbers(tx, 'user', users.length);
    const rows = users.map(
      ({ userId = randomUUID(), personId = randomUUID(), ...user }, index): RowOf<'officer'> => ({
        ...{ userId, personId, ...user, userNo: firstNo + index },
        ...{ active: true, publicKey: null, keyRegisteredAt: null },
      }),
    );
    await writeRows(
      tx,
      rows.map((row) => ({ table: 'officer', row })),
    );
    const created = rows.map(({ userId, userNo, login }) => ({
      ...{ userId, userNo, login },
      activationCode: newOneTimeCode(ACTIVATION_CODE_BYTES),
    }));
    await insertActivationCodes(
      tx,
      created.map((user) => activationOf(admin.service, user)),
    );
    return ok({ value: created, object: created[0]?.userId ?? '', data: { count: created.length } });
  });
}

function activationOf(
  service: CentreService,
  user: { readonly userId: string; readonly activationCode: string },
) {
  return {
    codeSha256: sha256Hex(plainCode(user.activationCode)),
    userId: user.userId,
    createdAt: nowOf(service),
    expiresAt: new Date(service.nowMs() + ACTIVATION_DAYS * DAY_MS).toISOString(),
  };
}

/** A further activation code: for a forgotten PIN or another PC. */
export async function renewActivation(
  admin: AdminContext,
  userId: string,
): AdminResult<{ readonly activationCode: string }> {
  return adminWork(admin, 'user.activation-renewed', async (tx) => {
    const officer = await findRow(tx, 'officer', userId);
    if (!officer.ok) return officer;
    const activationCode = newOneTimeCode(ACTIVATION_CODE_BYTES);
    await insertActivationCodes(tx, [activationOf(admin.service, { userId, activationCode })]);
    return ok({ value: { activationCode }, object: userId });
  });
}

export const UserChange = z.strictObject({ active: z.boolean().optional(), roles: Roles.optional() });

/** Closes or opens an account, or gives it other roles. */
export async function changeUser(
  admin: AdminContext,
  userId: string,
  input: z.input<typeof UserChange>,
): AdminResult<null> {
  const { active, roles } = UserChange.parse(input);
  if (roles !== undefined && findForbiddenPair(roles) !== null) {
    return err({ code: 'admin/not-allowed', reason: 'roles' });
  }
  return adminWork(admin, 'user.changed', async (tx) => {
    const officer = await findRow(tx, 'officer', userId);
    if (!officer.ok) return officer;
    const row = {
      ...officer.value,
      active: active ?? officer.value.active,
      roles: roles ?? officer.value.roles,
    };
    await writeRows(tx, [{ table: 'officer', row }]);
    return ok({ value: null, object: userId, data: { active: row.active, roles: row.roles.join(',') } });
  });
}

/** Somebody who signs in at the centre with a password. */
export const NewCentreUser = z.strictObject({
  userId: Uuid.optional(),
  personId: Uuid.optional(),
  login: z.string().regex(/^[a-z0-9._-]{2,60}$/),
  displayName: z.string().min(1).max(200),
  password: z.string().min(12).max(200),
  roles: Roles,
});

/** Adds an account of the centre: an officer of no office, and the password (Argon2id) for the centre's own API. */
export async function createCentreUser(
  admin: AdminContext,
  input: z.input<typeof NewCentreUser>,
): AdminResult<{ readonly userId: string; readonly userNo: number }> {
  const { userId = randomUUID(), personId = randomUUID(), password, ...user } = NewCentreUser.parse(input);
  if (findForbiddenPair(user.roles) !== null) return err({ code: 'admin/not-allowed', reason: 'roles' });
  // Hashing takes tens of milliseconds and belongs outside the transaction.
  const passwordHash = await hash(password);
  return adminWork(admin, 'centre-user.created', async (tx) => {
    const userNo = await takeNumbers(tx, 'user');
    await writeRows(tx, [
      {
        table: 'officer',
        row: {
          ...{ userId, userNo, personId, ...user, officeId: null },
          ...{ active: true, publicKey: null, keyRegisteredAt: null },
        },
      },
    ]);
    await insertCentreUser(tx, { userId, login: user.login, passwordHash, roles: user.roles });
    return ok({ value: { userId, userNo }, object: userId });
  });
}

import { randomBytes } from 'node:crypto';
import { hash, verify } from 'argon2';
import {
  findSessionUser,
  insertSession,
  lockCentreUser,
  type SessionUser,
  setAttempts,
} from '#db/postgres/repositories/centre-users';
import { isUuid } from '#domain/codec/uuid';
import { err, ok, type Result } from '#domain/result';
import { type CentreService, nowOf } from '../centre-service.ts';
import { sha256Hex } from '../keys/node-signing.ts';
import { findTenant } from './tenants.ts';

const SESSION_HOURS = 8;
const HOUR_MS = 3_600_000;
const FREE_ATTEMPTS = 5;
const LONGEST_LOCK_MS = 15 * 60_000;

/** One answer for an unknown tenant, an unknown login and a wrong password. */
export type SessionError =
  | { readonly code: 'session/refused' }
  | { readonly code: 'session/locked-out'; readonly until: string };

export type OpenedSession = {
  readonly token: string;
  readonly expiresAt: string;
  readonly roles: readonly string[];
};

/** Hash of nothing anybody knows, so that an unknown login takes as long as a wrong password. */
const dummyHash = hash(randomBytes(24));

/**
 * Signs somebody in with a password. After five wrong ones the account waits, twice as long each time up to a quarter
 * of an hour; the attempt is counted before the password is looked at.
 */
export async function openSession(
  service: CentreService,
  given: { readonly tenant?: string | undefined; readonly login: string; readonly password: string },
): Promise<Result<OpenedSession, SessionError>> {
  const tenantId = await findTenant(service, given.tenant);
  if (tenantId === undefined) {
    await verify(await dummyHash, given.password);
    return err({ code: 'session/refused' });
  }
  const counted = await countAttempt(service, tenantId, given.login);
  if (counted.lockedUntil !== undefined)
    return err({ code: 'session/locked-out', until: counted.lockedUntil });
  const isRight = await verify(counted.user?.passwordHash ?? (await dummyHash), given.password);
  const { user } = counted;
  if (!isRight || user === undefined || !user.active) return err({ code: 'session/refused' });
  const token = `${tenantId}.${randomBytes(32).toString('base64url')}`;
  const expiresAt = new Date(service.nowMs() + SESSION_HOURS * HOUR_MS).toISOString();
  await service.database.transaction(tenantId, async (tx) => {
    await setAttempts(tx, user.userId, { failedAttempts: 0, lockedUntil: null });
    await insertSession(tx, {
      ...{ tokenSha256: sha256Hex(token), userId: user.userId, createdAt: nowOf(service), expiresAt },
    });
  });
  return ok({ token, expiresAt, roles: user.roles });
}

async function countAttempt(service: CentreService, tenantId: string, login: string) {
  return service.database.transaction(tenantId, async (tx) => {
    const user = await lockCentreUser(tx, login);
    if (user === undefined) return { user, lockedUntil: undefined };
    if (user.lockedUntil !== null && user.lockedUntil > nowOf(service)) {
      return { user, lockedUntil: user.lockedUntil };
    }
    const failedAttempts = user.failedAttempts + 1;
    const beyond = failedAttempts - FREE_ATTEMPTS;
    const waitMs = beyond < 0 ? 0 : Math.min(LONGEST_LOCK_MS, 1000 * 2 ** beyond);
    const lockedUntil = waitMs === 0 ? null : new Date(service.nowMs() + waitMs).toISOString();
    await setAttempts(tx, user.userId, { failedAttempts, lockedUntil });
    return { user, lockedUntil: undefined };
  });
}

/** Who holds a bearer token: it begins with the tenant, so that the right rows are asked. */
export async function findSession(
  service: CentreService,
  token: string,
): Promise<(SessionUser & { readonly tenantId: string }) | undefined> {
  const [tenantId = ''] = token.split('.');
  if (!isUuid(tenantId)) return undefined;
  const user = await service.database.transaction(tenantId, (tx) =>
    findSessionUser(tx, sha256Hex(token), nowOf(service)),
  );
  return user === undefined ? undefined : { ...user, tenantId };
}

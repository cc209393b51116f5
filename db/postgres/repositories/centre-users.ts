import { randomUUID } from 'node:crypto';
import { and, eq, gt, lte } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { centreAudit, centreSession, centreUser } from '../schema/centre-user-tables.ts';

/** A person who works at the centre; the same `userId` stands in `officer`. */
export type CentreUser = {
  readonly userId: string;
  readonly login: string;
  /** Argon2id, in the usual text form with its salt and parameters. */
  readonly passwordHash: string;
  readonly roles: readonly string[];
  readonly active: boolean;
  readonly failedAttempts: number;
  readonly lockedUntil: string | null;
};

export async function insertCentreUser(
  tx: Tx,
  user: Pick<CentreUser, 'userId' | 'login' | 'passwordHash' | 'roles'>,
): Promise<void> {
  await tx.db
    .insert(centreUser)
    .values({ ...user, tenantId: tx.tenantId, active: true, failedAttempts: 0, lockedUntil: null });
}

/** A user by login, locked: attempts are counted one after the other. */
export async function lockCentreUser(tx: Tx, login: string): Promise<CentreUser | undefined> {
  const [row] = await tx.db
    .select()
    .from(centreUser)
    .where(and(eq(centreUser.tenantId, tx.tenantId), eq(centreUser.login, login)))
    .for('update');
  return row;
}

export async function setAttempts(
  tx: Tx,
  userId: string,
  attempts: Pick<CentreUser, 'failedAttempts' | 'lockedUntil'>,
): Promise<void> {
  await tx.db
    .update(centreUser)
    .set(attempts)
    .where(and(eq(centreUser.tenantId, tx.tenantId), eq(centreUser.userId, userId)));
}

/** Opens a session and forgets those that have ended. */
export async function insertSession(
  tx: Tx,
  session: {
    readonly tokenSha256: string;
    readonly userId: string;
    readonly createdAt: string;
    readonly expiresAt: string;
  },
): Promise<void> {
  await tx.db
    .delete(centreSession)
    .where(and(eq(centreSession.tenantId, tx.tenantId), lte(centreSession.expiresAt, session.createdAt)));
  await tx.db.insert(centreSession).values({ ...session, tenantId: tx.tenantId });
}

export type SessionUser = Pick<CentreUser, 'userId' | 'login' | 'roles'>;

/** Whose session this is, if it has not ended and the person may still work here. */
export async function findSessionUser(
  tx: Tx,
  tokenSha256: string,
  now: string,
): Promise<SessionUser | undefined> {
  const [row] = await tx.db
    .select({ userId: centreUser.userId, login: centreUser.login, roles: centreUser.roles })
    .from(centreSession)
    .innerJoin(
      centreUser,
      and(eq(centreUser.tenantId, centreSession.tenantId), eq(centreUser.userId, centreSession.userId)),
    )
    .where(
      and(
        eq(centreSession.tenantId, tx.tenantId),
        eq(centreSession.tokenSha256, tokenSha256),
        gt(centreSession.expiresAt, now),
        eq(centreUser.active, true),
      ),
    );
  return row;
}

/** Writes down what somebody at the centre did: ids and amounts, no names. */
export async function insertCentreAudit(
  tx: Tx,
  entry: {
    readonly at: string;
    readonly userId: string | null;
    readonly action: string;
    readonly object: string;
    readonly data?: Readonly<Record<string, string | number | boolean | null>>;
  },
): Promise<void> {
  await tx.db
    .insert(centreAudit)
    .values({ ...entry, data: entry.data ?? {}, tenantId: tx.tenantId, auditId: randomUUID() });
}

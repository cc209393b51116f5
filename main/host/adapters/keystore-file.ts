import { randomBytes } from 'node:crypto';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import type { RevisionWitness } from '#ports/key-store';
import { type Argon2Profile, argon2Version, isWeaker } from './argon2id.ts';
import {
  deriveKek,
  readBlobHead,
  SALT_BYTES,
  unwrapSecret,
  type WrapOwner,
  wrapSecret,
} from './keystore-blob.ts';
import {
  type KeystoreBody,
  type KeystoreSeal,
  type KeystoreTampered,
  readKeystore,
  type UserRecord,
  writeKeystore,
} from './keystore-document.ts';
import { delayAfter, unlockGate } from './unlock-delay.ts';

export type KeystoreUser = {
  readonly userId: string;
  readonly displayName: string;
  readonly roles: readonly string[];
};

export type NewKeystoreUser = KeystoreUser & {
  readonly pin: string;
  /** The 32-byte database key, the same for everybody on this PC. */
  readonly dek: Uint8Array;
  /** The 32-byte Ed25519 seed of this person. */
  readonly userSeed: Uint8Array;
};

export type UnlockedKeys = { readonly dek: Uint8Array; readonly userSeed: Uint8Array };

export type UnknownUser = { readonly code: 'identity/unknown-user' };

export type UnlockError =
  | UnknownUser
  /** `delayMs`: how long the next attempt must wait; null when only a reset helps. `failures` counts this one. */
  | { readonly code: 'identity/wrong-pin'; readonly failures: number; readonly delayMs: number | null }
  /** The PIN was not looked at. `untilMs` since 1970, UTC; null when only a reset helps. */
  | { readonly code: 'identity/locked-out'; readonly failures: number; readonly untilMs: number | null }
  | KeystoreTampered;

/** The people of this PC and their wrapped keys. Calls are answered one after the other. */
export type Keystore = {
  listUsers(): Promise<Result<readonly KeystoreUser[], KeystoreTampered>>;
  addUser(
    user: NewKeystoreUser,
  ): Promise<Result<void, KeystoreTampered | { readonly code: 'keystore/user-exists' }>>;
  unlock(userId: string, pin: string): Promise<Result<UnlockedKeys, UnlockError>>;
  /** Wraps both keys anew; a wrong old PIN counts like one at sign-in. */
  changePin(userId: string, oldPin: string, newPin: string): Promise<Result<void, UnlockError>>;
  /** New name or roles, as the centre decided; the keys stay. */
  setProfile(user: KeystoreUser): Promise<Result<void, KeystoreTampered | UnknownUser>>;
  /** Forgets wrong PINs; whoever calls has checked the head office's code or the supervisor. */
  resetAttempts(userId: string): Promise<Result<void, KeystoreTampered | UnknownUser>>;
  /** Deletes both wraps; nothing of this person can be opened here again. */
  removeUser(userId: string): Promise<Result<void, KeystoreTampered | UnknownUser>>;
};

export type KeystoreOptions = {
  readonly file: string;
  /** The PC's 32-byte secret from the key store. */
  readonly oss: Uint8Array;
  readonly deviceId: string;
  /** Milliseconds since 1970, UTC. */
  readonly nowMs?: () => number;
  /** Present where the key store outlives the data folder. */
  readonly witness?: RevisionWitness;
  readonly argon2?: Argon2Profile;
};

type Context = KeystoreSeal & { readonly nowMs: () => number; readonly argon2: Argon2Profile };

/**
 * The keystore file beside the database (security §4.2). No verifier of a PIN is stored: it is right when the tag
 * verifies, which also needs this PC's secret. The file is read and its mac checked at every call.
 */
export function createKeystore(options: KeystoreOptions): Keystore {
  assert(options.oss.length === 32, () => "the PC's secret must have 32 bytes");
  const context: Context = { nowMs: Date.now, argon2: 'standard', ...options };
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
  return {
    listUsers: () => inTurn(() => listUsers(context)),
    addUser: (user) => inTurn(() => addUser(context, user)),
    unlock: (userId, pin) => inTurn(() => unlock(context, userId, pin)),
    changePin: (userId, oldPin, newPin) => inTurn(() => changePin(context, userId, oldPin, newPin)),
    setProfile: ({ userId, displayName, roles }) =>
      inTurn(() => changeUser(context, userId, (user) => ({ ...user, displayName, roles }))),
    resetAttempts: (userId) =>
      inTurn(() => changeUser(context, userId, (user) => ({ ...user, failures: 0, lastFailureAtMs: 0 }))),
    removeUser: (userId) => inTurn(() => changeUser(context, userId, () => undefined)),
  };
}

async function listUsers(context: Context): Promise<Result<readonly KeystoreUser[], KeystoreTampered>> {
  const body = await readKeystore(context);
  if (!body.ok) return body;
  return ok(body.value.users.map(({ userId, displayName, roles }) => ({ userId, displayName, roles })));
}

async function addUser(context: Context, user: NewKeystoreUser): ReturnType<Keystore['addUser']> {
  const body = await readKeystore(context);
  if (!body.ok) return body;
  if (body.value.users.some(({ userId }) => userId === user.userId))
    return err({ code: 'keystore/user-exists' });
  const { pin, dek, userSeed, userId, displayName, roles } = user;
  const wrapped = await wrapBoth(context, body.value, userId, pin, { dek, userSeed });
  const record = { userId, displayName, roles, failures: 0, lastFailureAtMs: 0, ...wrapped };
  const { nextGeneration, users } = body.value;
  await writeKeystore(context, {
    ...body.value,
    nextGeneration: nextGeneration + 1,
    users: [...users, record],
  });
  return ok(undefined);
}

async function unlock(
  context: Context,
  userId: string,
  pin: string,
): Promise<Result<UnlockedKeys, UnlockError>> {
  const attempt = await countAttempt(context, userId);
  if (!attempt.ok) return attempt;
  const { body, user } = attempt.value;
  const keys = await unwrapBoth(context, user, pin);
  if (keys === undefined) {
    const { failures } = user;
    return err({ code: 'identity/wrong-pin', failures, delayMs: delayAfter(failures) });
  }
  const { weak, ...unlocked } = keys;
  const renewed = weak ? await wrapBoth(context, body, userId, pin, unlocked) : {};
  await replaceUser(context, body, { ...user, ...renewed, failures: 0, lastFailureAtMs: 0 });
  return ok(unlocked);
}

/** Counts the attempt on disk before the PIN is looked at: pulling the plug does not give a free guess. */
async function countAttempt(
  context: Context,
  userId: string,
): Promise<Result<{ readonly body: KeystoreBody; readonly user: UserRecord }, UnlockError>> {
  const body = await readKeystore(context);
  if (!body.ok) return body;
  const user = body.value.users.find((record) => record.userId === userId);
  if (user === undefined) return err({ code: 'identity/unknown-user' });
  const now = context.nowMs();
  const gate = unlockGate(user, now);
  if (!gate.open) {
    if (gate.startsOver) await replaceUser(context, body.value, { ...user, lastFailureAtMs: now });
    return err({ code: 'identity/locked-out', failures: user.failures, untilMs: gate.untilMs });
  }
  const counted = { ...user, failures: user.failures + 1, lastFailureAtMs: now };
  return ok({ body: await replaceUser(context, body.value, counted), user: counted });
}

async function changePin(
  context: Context,
  userId: string,
  oldPin: string,
  newPin: string,
): Promise<Result<void, UnlockError>> {
  const keys = await unlock(context, userId, oldPin);
  if (!keys.ok) return keys;
  const body = await readKeystore(context);
  if (!body.ok) return body;
  const user = body.value.users.find((record) => record.userId === userId);
  if (user === undefined) return err({ code: 'identity/unknown-user' });
  const wrapped = await wrapBoth(context, body.value, userId, newPin, keys.value);
  await replaceUser(context, body.value, { ...user, ...wrapped });
  return ok(undefined);
}

async function changeUser(
  context: Context,
  userId: string,
  change: (user: UserRecord) => UserRecord | undefined,
): Promise<Result<void, KeystoreTampered | UnknownUser>> {
  const body = await readKeystore(context);
  if (!body.ok) return body;
  if (!body.value.users.some((user) => user.userId === userId)) return err({ code: 'identity/unknown-user' });
  const users = body.value.users.flatMap((user) => (user.userId === userId ? (change(user) ?? []) : user));
  await writeKeystore(context, { ...body.value, users });
  return ok(undefined);
}

/** Generations are never used twice, so the next one moves on even when this write replaces no wrap. */
function replaceUser(context: Context, body: KeystoreBody, user: UserRecord): Promise<KeystoreBody> {
  const users = body.users.map((record) => (record.userId === user.userId ? user : record));
  const nextGeneration = Math.max(body.nextGeneration, user.generation + 1);
  return writeKeystore(context, { ...body, nextGeneration, users });
}

async function wrapBoth(
  context: Context,
  body: KeystoreBody,
  userId: string,
  pin: string,
  keys: UnlockedKeys,
): Promise<Pick<UserRecord, 'generation' | 'dek' | 'usk'>> {
  const version = argon2Version(context.argon2);
  const salt = new Uint8Array(randomBytes(SALT_BYTES));
  const key = await deriveKek(pin, salt, context.oss, version);
  const owner: WrapOwner = { deviceId: context.deviceId, userId, generation: body.nextGeneration };
  const kek = { key, salt, version };
  const dek = Buffer.from(wrapSecret(keys.dek, kek, owner, 'dek')).toString('base64');
  const usk = Buffer.from(wrapSecret(keys.userSeed, kek, owner, 'usk')).toString('base64');
  key.fill(0);
  return { generation: owner.generation, dek, usk };
}

async function unwrapBoth(
  context: Context,
  user: UserRecord,
  pin: string,
): Promise<(UnlockedKeys & { readonly weak: boolean }) | undefined> {
  const dekBlob = new Uint8Array(Buffer.from(user.dek, 'base64'));
  const uskBlob = new Uint8Array(Buffer.from(user.usk, 'base64'));
  const head = readBlobHead(dekBlob);
  if (head === undefined || readBlobHead(uskBlob) === undefined) return undefined;
  const owner: WrapOwner = { deviceId: context.deviceId, userId: user.userId, generation: user.generation };
  const kek = await deriveKek(pin, head.salt, context.oss, head.version);
  const dek = unwrapSecret(dekBlob, kek, owner, 'dek');
  const userSeed = unwrapSecret(uskBlob, kek, owner, 'usk');
  kek.fill(0);
  if (dek === undefined || userSeed === undefined) return undefined;
  return { dek, userSeed, weak: isWeaker(head.version, argon2Version(context.argon2)) };
}

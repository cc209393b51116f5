import { z } from 'zod';
import { err, ok, type Result } from '#domain/result';

const HolderText = z.object({
  pid: z.int().min(1),
  startedAt: z.string().max(60),
  nonce: z.string().max(60),
});
/** Who holds a data folder: the process and when it began, so that a reused process number is told apart. */
export type Holder = Readonly<z.infer<typeof HolderText>>;

export type AlreadyOpen = { readonly code: 'host/already-open'; readonly pid: number };
export type InstanceLock = { readonly release: () => void };

/** The file system's part; each step is atomic by itself. */
export type LockFile = {
  readonly read: () => Holder | undefined;
  /** False when the file exists already. */
  readonly create: (holder: Holder) => boolean;
  readonly remove: () => void;
  /** Runs `work` while no other process does; undefined when another one is at it. */
  readonly guarded: <T>(work: () => T) => T | undefined;
  readonly isAlive: (holder: Holder) => boolean;
};

/**
 * Takes the data folder for this process. The lock of a process that died is taken over; between two that see a
 * dead lock at the same time the guard decides, and the loser finds the winner's lock.
 */
export function takeInstanceLock(file: LockFile, me: Holder): Result<InstanceLock, AlreadyOpen> {
  const release = (): void => {
    if (file.read()?.nonce === me.nonce) file.remove();
  };
  if (file.create(me)) return ok({ release });
  const tookOver = file.guarded(() => {
    const holder = file.read();
    if (holder !== undefined && file.isAlive(holder)) return false;
    file.remove();
    return file.create(me);
  });
  if (tookOver === true) return ok({ release });
  return err({ code: 'host/already-open', pid: file.read()?.pid ?? 0 });
}

/** A lock that cannot be read counts as none: it can only be the rest of a disk error. */
export function parseHolder(text: string): Holder | undefined {
  try {
    return HolderText.safeParse(JSON.parse(text)).data;
  } catch {
    // Not JSON at all: the same answer.
    return undefined;
  }
}

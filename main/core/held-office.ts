import { ok, type Result } from '#domain/result';
import type { OpenedOffice } from './open-office.ts';
import type { ReplicaRefusal } from './open-replica-file.ts';

/** The one open office of this process, with the database key it was opened with. */
export type HeldOffice = {
  readonly current: () => OpenedOffice | undefined;
  /** Opens the office, or finds it open already; calls wait for one another. The key is copied. Makes no database unless told. */
  readonly ensureOpen: (
    dek: Uint8Array,
    how?: { readonly create: boolean },
  ) => Promise<Result<OpenedOffice, ReplicaRefusal>>;
  /** Lends the key to wrap it for another person; undefined while closed. */
  readonly key: () => Uint8Array | undefined;
  /** Closes it and wipes the key; nothing happens when it is closed. */
  readonly close: () => Promise<void>;
};

export function holdOffice(
  open: (dek: Uint8Array, create: boolean) => Result<OpenedOffice, ReplicaRefusal>,
): HeldOffice {
  let held: { readonly office: OpenedOffice; readonly dek: Uint8Array } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => T | Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    current: () => held?.office,
    key: () => held?.dek,
    ensureOpen: (dek, how = { create: false }) =>
      inTurn(() => {
        if (held !== undefined) return ok(held.office);
        const opened = open(dek, how.create);
        if (opened.ok) held = { office: opened.value, dek: dek.slice() };
        return opened;
      }),
    close: () =>
      inTurn(async () => {
        const closing = held;
        // First out of reach, then closed: calls from now on are answered "locked".
        held = undefined;
        if (closing === undefined) return;
        closing.dek.fill(0);
        await closing.office.close();
      }),
  };
}

import { type PastImage, readImages } from '#db/postgres/change-log.sql';
import type { Tx } from '#db/postgres/database';
import { type DeviceRecord, findDevice } from '#db/postgres/repositories/devices';
import { type CertificateUse, findCertificateUse } from '#db/postgres/repositories/funds';
import { findOfficerKey, listOfficerKeys, type OfficerKey } from '#db/postgres/repositories/officer-keys';
import { listCentreKeys } from '#db/postgres/repositories/tenants';
import type { TableName } from '#sync/protocol/rows/replicated-tables';
import { NotLoaded } from './not-loaded.ts';

/** What rules ask that is in no replicated row. Anything not fetched yet throws {@link NotLoaded}. */
export type ServerFacts = {
  /** A signing key by its kid, also one that was replaced since. */
  readonly officerKey: (kid: string) => OfficerKey | undefined;
  readonly officerKeysOf: (userId: string) => readonly OfficerKey[];
  readonly device: (deviceId: string) => DeviceRecord | undefined;
  /** Public keys of the centre that are not revoked, hex. */
  readonly centreKeys: () => readonly string[];
  readonly certificateUse: (certificateId: string) => CertificateUse | undefined;
  /** All images of a row in a scope, oldest first. */
  readonly images: (scope: string, table: TableName, key: string) => readonly PastImage[];
  /** Asks everything anew, because operations stored since may have changed it. */
  readonly forget: () => void;
};

/** Facts of one transaction. */
export function createServerFacts(): ServerFacts {
  const kept = new Map<string, { readonly value: unknown }>();
  const ask = <T>(name: string, load: (tx: Tx) => Promise<T>): T => {
    const found = kept.get(name);
    // The cast of a cache: the entry of a name was made by the same loader.
    if (found !== undefined) return found.value as T;
    throw new NotLoaded(name, {
      fact: async (tx) => {
        kept.set(name, { value: await load(tx) });
      },
    });
  };
  return {
    officerKey: (kid) => ask(`key/${kid}`, (tx) => findOfficerKey(tx, kid)),
    officerKeysOf: (userId) => ask(`keys/${userId}`, (tx) => listOfficerKeys(tx, userId)),
    device: (deviceId) => ask(`device/${deviceId}`, (tx) => findDevice(tx, deviceId)),
    centreKeys: () => ask('centre-keys', listCentreKeys),
    certificateUse: (certificateId) =>
      ask(`certificate/${certificateId}`, (tx) => findCertificateUse(tx, certificateId)),
    images: (scope, table, key) =>
      ask(`images/${scope}/${table}/${key}`, (tx) => readImages(tx, scope, table, key)),
    forget: () => kept.clear(),
  };
}

import type { Tx } from '#db/postgres/database';
import { type DeviceRecord, updateDevice } from '#db/postgres/repositories/devices';
import { uuidFromHash } from '#domain/codec/uuid';
import { type CentreService, nowOf } from '../centre-service.ts';
import { commitChanges } from '../commit/commit-changes.ts';
import { nodeSha256 } from '../keys/node-signing.ts';

/**
 * Stops a device whose history is not one line any more (a cloned disk, a restored copy, a stolen key): it may push
 * nothing until people have looked into it. The case tells the office and the centre.
 */
export async function freezeDevice(
  tx: Tx,
  service: CentreService,
  device: DeviceRecord,
  cause: { readonly reason: 'EQUIVOCATION'; readonly seq: number },
): Promise<void> {
  const { deviceId, deviceNo, incarnation, officeId } = device;
  const text = `case|${cause.reason}|${deviceId}|${incarnation}|${cause.seq}`;
  await updateDevice(tx, deviceId, { state: 'frozen', stateReason: cause.reason });
  await commitChanges(
    tx,
    [
      {
        table: 'exceptionCase',
        row: {
          caseId: uuidFromHash(nodeSha256(new TextEncoder().encode(text))),
          ...{ officeId, deviceNo, refId: deviceId, kind: cause.reason, detail: `operation ${cause.seq}` },
          state: 'open',
          openedAt: nowOf(service),
        },
      },
    ],
    { deviceNo: null },
  );
  service.log.warn({ deviceNo, seq: cause.seq }, 'device frozen');
}

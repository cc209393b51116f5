import type { z } from 'zod';
import { readScopeHeads } from '#db/postgres/change-log.sql';
import { findDevice, updateDevice } from '#db/postgres/repositories/devices';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import { type HelloReplyBody, type HelloRequest, PROTOCOL_VERSION } from '#sync/protocol/wire';
import { type CentreService, nowOf } from '../centre-service.ts';
import { freezeDevice } from '../push/freeze-device.ts';
import type { AuthenticatedDevice } from './authenticate-device.ts';
import { scopesOfOffice } from './device-scopes.ts';

export type GreetError =
  | { readonly code: 'sync/other-incarnation'; readonly incarnation: number }
  | { readonly code: 'EQUIVOCATION'; readonly seq: number };

/**
 * Both sides say where they stand. The same sequence under another hash means two histories under one key: the device
 * is frozen. A device that is behind what we have (a restored copy) learns it from `lastSeq` and stops by itself.
 */
export async function greetDevice(
  service: CentreService,
  caller: AuthenticatedDevice,
  hello: z.output<typeof HelloRequest>,
): Promise<Result<HelloReplyBody, GreetError>> {
  return service.database.transaction(caller.tenantId, async (tx) => {
    const device = await findDevice(tx, caller.device.deviceId, { lock: true });
    assert(device !== undefined, () => 'an authenticated device exists');
    if (hello.incarnation !== device.incarnation) {
      return err({ code: 'sync/other-incarnation', incarnation: device.incarnation });
    }
    if (hello.seq === device.headSeq && hello.head !== device.headHash && device.state === 'active') {
      await freezeDevice(tx, service, device, { reason: 'EQUIVOCATION', seq: hello.seq });
      return err({ code: 'EQUIVOCATION', seq: hello.seq });
    }
    await updateDevice(tx, device.deviceId, {
      appVersion: hello.appVersion,
      clockOffsetMs: caller.clockOffsetMs,
      lastSeen: nowOf(service),
    });
    return ok({
      protocol: PROTOCOL_VERSION,
      serverEpoch: service.keys.serverEpoch,
      serverTime: nowOf(service),
      lastSeq: device.headSeq,
      lastHead: device.headHash,
      heads: await readScopeHeads(tx, await scopesOfOffice(tx, device.officeId)),
    });
  });
}

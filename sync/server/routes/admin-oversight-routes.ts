import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { replicatedTables } from '#sync/protocol/rows/replicated-tables';
import { Instant, Sha256, Uuid } from '#sync/protocol/rows/scalars';
import {
  createEnrolmentCode,
  listDeviceSummaries,
  NewDeviceState,
  NewEnrolmentCode,
  readDeviceHead,
  setDeviceState,
} from '../admin/devices.ts';
import { listCases, verifyDeviceAudit } from '../admin/oversight.ts';
import type { CentreService } from '../centre-service.ts';
import { adminOf, requirePermission, sendResult } from './admin-caller.ts';
import { adminSchema, DeviceParams, Done } from './admin-schema.ts';
import { routesOf } from './zod-app.ts';

const DeviceReply = z.object({
  deviceId: Uuid,
  deviceNo: z.int(),
  incarnation: z.int(),
  officeId: Uuid,
  label: z.string(),
  state: z.enum(['active', 'frozen', 'revoked']),
  stateReason: z.string().nullable(),
  appVersion: z.string().nullable(),
  headSeq: z.int(),
  headHash: Sha256,
  clockOffsetMs: z.int(),
  enrolledAt: Instant,
  lastSeen: Instant,
});
const HeadReply = DeviceReply.pick({
  deviceId: true,
  incarnation: true,
  headSeq: true,
  headHash: true,
  lastSeen: true,
});
const AuditReply = z.object({ rows: z.int(), head: Sha256, brokenAt: z.int().nullable() });

/** Devices and their codes, cases, and proofs that nothing was taken away. */
export function adminOversightRoutes(service: CentreService): FastifyPluginAsync {
  const may = requirePermission.bind(undefined, service);
  return routesOf((app) => {
    app.post(
      '/enrolment-codes',
      {
        preValidation: may('device.manage'),
        schema: {
          ...adminSchema('A code for a new PC', z.object({ code: z.string(), expiresAt: Instant })),
          body: NewEnrolmentCode,
        },
      },
      async (request, reply) => sendResult(reply, await createEnrolmentCode(adminOf(request), request.body)),
    );
    app.get(
      '/devices',
      {
        preValidation: may('device.read'),
        schema: adminSchema('All devices', z.array(DeviceReply).readonly()),
      },
      async (request) => listDeviceSummaries(adminOf(request)),
    );
    app.put(
      '/devices/:no/state',
      {
        preValidation: may('device.manage'),
        schema: {
          ...adminSchema('Revoke a device, or open a frozen one', Done),
          params: DeviceParams,
          body: NewDeviceState,
        },
      },
      async (request, reply) =>
        sendResult(reply, await setDeviceState(adminOf(request), request.params.no, request.body)),
    );
    app.get(
      '/devices/:no/head',
      {
        preValidation: may('device.read', 'ledger.read'),
        schema: { ...adminSchema("Where a device's chain stands", HeadReply), params: DeviceParams },
      },
      async (request, reply) => sendResult(reply, await readDeviceHead(adminOf(request), request.params.no)),
    );
    app.get(
      '/audit/:no/verify',
      {
        preValidation: may('audit.read', 'device.read'),
        schema: { ...adminSchema("Recompute a device's audit chain", AuditReply), params: DeviceParams },
      },
      async (request, reply) =>
        sendResult(reply, await verifyDeviceAudit(adminOf(request), request.params.no)),
    );
    app.get(
      '/cases',
      {
        preValidation: may('report.read'),
        schema: {
          ...adminSchema('Exception cases', z.array(replicatedTables.exceptionCase).readonly()),
          querystring: z.object({ state: z.enum(['open', 'closed']).default('open') }),
        },
      },
      async (request) => listCases(adminOf(request), request.query.state),
    );
  });
}

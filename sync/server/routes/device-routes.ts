import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type {
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
  preValidationAsyncHookHandler,
} from 'fastify';
import { z } from 'zod';
import { paths } from '#sync/protocol/paths';
import { Sha256 } from '#sync/protocol/rows/scalars';
import {
  AuditPushReply,
  AuditPushRequest,
  EnrolReply,
  EnrolRequest,
  HelloReply,
  HelloRequest,
  PROTOCOL_VERSION,
  PullReply,
  PullRequest,
  PushReply,
} from '#sync/protocol/wire';
import type { CentreService } from '../centre-service.ts';
import { getBlob, putBlob } from '../devices/device-blobs.ts';
import { enrolDevice } from '../devices/enrol-device.ts';
import { greetDevice } from '../devices/greet-device.ts';
import { createNonceMemory } from '../devices/nonce-memory.ts';
import { type PulledPage, pullChanges } from '../devices/pull-changes.ts';
import { storeAudit } from '../devices/store-audit.ts';
import { pushBatch } from '../push/push-batch.ts';
import { callerOf, requireDevice } from './device-caller.ts';
import { ErrorReply, sendError } from './error-reply.ts';
import type { CentreMetrics } from './metrics.ts';
import { rawBodyOf } from './raw-body.ts';
import { routesOf, type ZodApp } from './zod-app.ts';

const compress = promisify(gzip);
/** Below this a reply is not worth compressing. */
const COMPRESS_FROM = 1_000;
const MOST_BATCH_BYTES = 1_048_576;
const MOST_BLOB_BYTES = 11_000_000;

/** What offices call; all but enrolment signed by the device (`sync/protocol/wire.ts`). */
export function deviceRoutes(
  service: CentreService,
  metrics: CentreMetrics,
  attemptsPerMinute: number,
): FastifyPluginAsync {
  const nonces = createNonceMemory();
  const gates = {
    active: requireDevice(service, nonces),
    evenStopped: requireDevice(service, nonces, { evenStopped: true }),
  };
  return routesOf(
    (app) => addEnrolRoute(app, service, attemptsPerMinute),
    (app) => addGreetingRoutes(app, service, gates),
    (app) => addSyncRoutes(app, service, metrics, gates),
    (app) => addBlobRoutes(app, service, gates),
  );
}

type Gates = {
  readonly active: preValidationAsyncHookHandler;
  readonly evenStopped: preValidationAsyncHookHandler;
};

function described<Reply extends z.ZodType>(summary: string, reply: Reply) {
  return { tags: ['device'], summary, response: { 200: reply, '4xx': ErrorReply, '5xx': ErrorReply } };
}

function addEnrolRoute(app: ZodApp, service: CentreService, attemptsPerMinute: number): void {
  const rateLimit = { max: attemptsPerMinute, timeWindow: '1 minute' };
  app.post(
    paths.enrol,
    { config: { rateLimit }, schema: { ...described('Enrol a PC by code', EnrolReply), body: EnrolRequest } },
    async (request, reply) => {
      const enrolled = await enrolDevice(service, request.body);
      return enrolled.ok ? enrolled.value : sendError(reply, enrolled.error);
    },
  );
}

function addGreetingRoutes(app: ZodApp, service: CentreService, { active }: Gates): void {
  app.post(
    paths.hello,
    {
      preValidation: active,
      schema: { ...described('Say where both sides stand', HelloReply), body: HelloRequest },
    },
    async (request, reply) => {
      if (request.body.protocol < PROTOCOL_VERSION) return sendError(reply, { code: 'sync/too-old' });
      const greeted = await greetDevice(service, callerOf(request), request.body);
      return greeted.ok ? greeted.value : sendError(reply, greeted.error);
    },
  );
}

function addSyncRoutes(
  app: ZodApp,
  service: CentreService,
  metrics: CentreMetrics,
  { active, evenStopped }: Gates,
): void {
  app.post(
    paths.push,
    {
      preValidation: evenStopped,
      bodyLimit: MOST_BATCH_BYTES,
      schema: described('Push a batch (CBOR, octet stream)', PushReply),
    },
    async (request, reply) => {
      const { tenantId, device, clockOffsetMs } = callerOf(request);
      const bytes = new Uint8Array(rawBodyOf(request));
      const pushed = await pushBatch(service, {
        ...{ tenantId, deviceId: device.deviceId, bytes, clockOffsetMs },
      });
      if (!pushed.ok) return sendError(reply, pushed.error);
      metrics.countVerdicts(pushed.value);
      return pushed.value;
    },
  );
  app.post(
    paths.pull,
    { preValidation: active, schema: { ...described('Pull what is new', PullReply), body: PullRequest } },
    async (request, reply) => {
      const page = await pullChanges(service, callerOf(request), request.body);
      metrics.countChanges(page.changes.length);
      return sendPage(request, reply, page);
    },
  );
  app.post(
    paths.audit,
    {
      preValidation: evenStopped,
      schema: { ...described('Push audit rows', AuditPushReply), body: AuditPushRequest },
    },
    async (request, reply) => {
      const receipt = await storeAudit(service, callerOf(request), request.body.rows);
      return receipt.ok ? receipt.value : sendError(reply, receipt.error);
    },
  );
}

const BlobParams = z.object({ sha256: Sha256 });

function addBlobRoutes(app: ZodApp, service: CentreService, { active }: Gates): void {
  app.put(
    paths.blob(':sha256'),
    {
      preValidation: active,
      bodyLimit: MOST_BLOB_BYTES,
      schema: {
        ...described('Store an encrypted document', z.object({ sizeBytes: z.int() })),
        params: BlobParams,
      },
    },
    async (request, reply) => {
      const put = await putBlob(service, callerOf(request), request.params.sha256, rawBodyOf(request));
      return put.ok ? put.value : sendError(reply, put.error);
    },
  );
  app.get(
    paths.blob(':sha256'),
    {
      preValidation: active,
      schema: { tags: ['device'], summary: 'Fetch an encrypted document', params: BlobParams },
    },
    async (request, reply) => {
      const found = await getBlob(service, callerOf(request), request.params.sha256);
      if (!found.ok) return sendError(reply, found.error);
      const { sizeBytes, stream } = found.value;
      return reply.type('application/octet-stream').header('content-length', sizeBytes).send(stream);
    },
  );
}

/** Rows come out of the database as JSON text and go on as they are; reading them again would cost most of a pull. */
async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { changes, cursors, heads, lost, more }: PulledPage,
): Promise<FastifyReply> {
  const rest = JSON.stringify({ cursors, heads, lost, more });
  const text = `{"changes":[${changes.join(',')}],${rest.slice(1)}`;
  void reply.header('content-type', 'application/json; charset=utf-8');
  const accepts = String(request.headers['accept-encoding'] ?? '');
  if (text.length < COMPRESS_FROM || !/\bgzip\b/.test(accepts)) return reply.send(text);
  return reply.header('content-encoding', 'gzip').send(await compress(text));
}

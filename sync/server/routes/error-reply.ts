import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { CommitUnknownError, postgresCodeOf } from '#db/postgres/database';
import type { CentreLog } from '../centre-service.ts';
import { ObjectStoreError } from '../object-store/object-store.ts';

/** Every refusal of the centre: a stable code and scalars about it. Never a stack, never SQL. */
export const ErrorReply = z.object({
  error: z.object({
    code: z.string(),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  }),
});

/** HTTP status of each code that is not a plain 400. */
const STATUS: Readonly<Record<string, number>> = {
  'device/not-authenticated': 401,
  'device/replayed': 401,
  'device/unknown': 401,
  'session/refused': 401,
  'session/missing': 401,
  'sync/bad-signature': 401,
  'device/revoked': 403,
  DEVICE_FROZEN: 403,
  'session/not-allowed': 403,
  'admin/not-found': 404,
  'blob/not-found': 404,
  'request/no-such-path': 404,
  'admin/taken': 409,
  'admin/not-allowed': 409,
  'audit/broken-chain': 409,
  'audit/gap': 409,
  'centre/busy': 409,
  EQUIVOCATION: 409,
  'fund/not-enough': 409,
  'sync/other-device': 409,
  'sync/other-incarnation': 409,
  'request/too-large': 413,
  'sync/too-old': 426,
  'request/too-many': 429,
  'session/locked-out': 429,
  'centre/fault': 500,
  'centre/outcome-unknown': 503,
  'centre/unavailable': 503,
};

/** Answers with a refusal: `code` and every scalar beside it as data. */
export function sendError(
  reply: FastifyReply,
  error: { readonly code: string } & Readonly<Record<string, unknown>>,
): FastifyReply {
  const { code, ...rest } = error;
  const data = Object.fromEntries(Object.entries(rest).filter(([, value]) => isScalar(value)));
  const body = Object.keys(data).length > 0 ? { error: { code, data } } : { error: { code } };
  return reply.code(STATUS[code] ?? 400).send(body);
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Turns whatever is thrown in a route into the same form. What nobody expected is logged under a reference. */
export function installErrorHandler(app: FastifyInstance, log: CentreLog): void {
  app.setNotFoundHandler((_request, reply) => sendError(reply, { code: 'request/no-such-path' }));
  app.setErrorHandler((error, request, reply) => {
    const known = knownError(error);
    if (known !== undefined) return sendError(reply, known);
    const ref = randomUUID();
    log.error({ err: error, ref, method: request.method, path: request.routeOptions.url }, 'request failed');
    return sendError(reply, { code: 'centre/fault', ref });
  });
}

/** Another connection holds the same rows for longer than we wait, or a statement took too long. */
const BUSY = ['55P03', '57014'];

type KnownError = { readonly code: string } & Readonly<Record<string, string>>;

function knownError(error: unknown): KnownError | undefined {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const field = first?.instancePath.replace(/^\//, '').replaceAll('/', '.') ?? '';
    return { code: 'request/invalid', field };
  }
  if (error instanceof CommitUnknownError) return { code: 'centre/outcome-unknown' };
  if (error instanceof ObjectStoreError) return { code: 'centre/unavailable', what: 'objects' };
  const postgres = postgresCodeOf(error);
  if (postgres !== undefined) return BUSY.includes(postgres) ? { code: 'centre/busy' } : undefined;
  if (isNetworkError(error)) return { code: 'centre/unavailable', what: 'database' };
  return clientError(error);
}

function isNetworkError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code);
}

/** Fastify's own refusals carry a 4xx status. */
function clientError(error: unknown): KnownError | undefined {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') {
    return undefined;
  }
  if (error.statusCode === 413) return { code: 'request/too-large' };
  if (error.statusCode === 429) return { code: 'request/too-many' };
  return error.statusCode >= 400 && error.statusCode < 500 ? { code: 'request/invalid' } : undefined;
}

import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { CentreService } from '../centre-service.ts';
import { adminMoneyRoutes } from './admin-money-routes.ts';
import { adminOversightRoutes } from './admin-oversight-routes.ts';
import { adminPeopleRoutes } from './admin-people-routes.ts';
import { adminProgramRoutes } from './admin-program-routes.ts';
import { deviceRoutes } from './device-routes.ts';
import { installErrorHandler } from './error-reply.ts';
import { createMetrics, installRequestTimes } from './metrics.ts';
import { installRawBody } from './raw-body.ts';
import { serviceRoutes } from './service-routes.ts';

/** How often a minute one address may ask. */
export type RateLimits = {
  /** Requests from one address, behind which a whole site may sit. */
  readonly requests: number;
  /** Guesses at codes and passwords, by address. */
  readonly attempts: number;
};
const USUAL_LIMITS: RateLimits = { requests: 6000, attempts: 20 };

const MOST_BODY_BYTES = 1_048_576;
/** A document of 11 MB takes 23 minutes over 64 kbit/s; a line that says nothing for a minute is dead. */
const SLOWEST_REQUEST_MS = 1_800_000;
const SILENT_SOCKET_MS = 60_000;

export type AppOptions = { readonly version: string; readonly limits?: RateLimits };

/** The HTTP service: routes over the functions of the centre, with its documentation at /docs. Not yet listening. */
export async function buildApp(service: CentreService, options: AppOptions): Promise<FastifyInstance> {
  const { limits = USUAL_LIMITS } = options;
  const app = Fastify({
    logger: false,
    bodyLimit: MOST_BODY_BYTES,
    connectionTimeout: SILENT_SOCKET_MS,
    requestTimeout: SLOWEST_REQUEST_MS,
    // A reverse proxy on this machine says who really asks; nobody else is believed.
    trustProxy: 'loopback',
    return503OnClosing: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  installRawBody(app);
  installErrorHandler(app, service.log);
  const metrics = createMetrics(service);
  installRequestTimes(app, metrics);
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } });
  await app.register(rateLimit, { max: limits.requests, timeWindow: '1 minute' });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Tawi central service', version: options.version },
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  await app.register(serviceRoutes(service, metrics));
  await app.register(deviceRoutes(service, metrics, limits.attempts));
  await app.register(adminPeopleRoutes(service, limits.attempts), { prefix: '/v1/admin' });
  await app.register(adminProgramRoutes(service), { prefix: '/v1/admin' });
  await app.register(adminMoneyRoutes(service), { prefix: '/v1/admin' });
  await app.register(adminOversightRoutes(service), { prefix: '/v1/admin' });
  await app.ready();
  return app;
}

import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { CentreService } from '../centre-service.ts';
import type { CentreMetrics } from './metrics.ts';
import { routesOf } from './zod-app.ts';

const Ready = z.object({ ready: z.boolean(), database: z.boolean(), objects: z.boolean() });

/** For whoever runs the centre: is the process alive, can it do its work, what are its numbers. */
export function serviceRoutes(service: CentreService, metrics: CentreMetrics): FastifyPluginAsync {
  return routesOf((app) => {
    app.get(
      '/health/live',
      {
        schema: {
          tags: ['service'],
          summary: 'The process answers',
          response: { 200: z.object({ live: z.literal(true) }) },
        },
      },
      async () => ({ live: true as const }),
    );
    app.get(
      '/health/ready',
      {
        schema: {
          tags: ['service'],
          summary: 'Database and object store answer',
          response: { 200: Ready, 503: Ready },
        },
      },
      async (_request, reply) => {
        const [database, objects] = await Promise.all([databaseAnswers(service), objectsAnswer(service)]);
        const ready = database && objects;
        return reply.code(ready ? 200 : 503).send({ ready, database, objects });
      },
    );
    app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
      reply.type(metrics.contentType).send(await metrics.text()),
    );
  });
}

async function databaseAnswers({ database, log }: CentreService): Promise<boolean> {
  try {
    await database.ping();
    return true;
  } catch (error) {
    log.warn({ err: error }, 'database does not answer');
    return false;
  }
}

async function objectsAnswer({ objects, log }: CentreService): Promise<boolean> {
  const checked = await objects.check();
  if (!checked.ok) log.warn({ code: checked.error.code }, 'object store does not answer');
  return checked.ok;
}

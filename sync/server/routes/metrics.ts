import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PushReplyBody } from '#sync/protocol/wire';
import type { CentreService } from '../centre-service.ts';

/** Numbers for the people who run the centre; no names, no ids of people. */
export type CentreMetrics = {
  readonly countVerdicts: (reply: PushReplyBody) => void;
  readonly countChanges: (count: number) => void;
  readonly countRequest: (request: RequestNumbers) => void;
  readonly text: () => Promise<string>;
  readonly contentType: string;
};

export type RequestNumbers = {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
};

/** A registry of its own for each app, so that two in one process do not mix. */
export function createMetrics(service: Pick<CentreService, 'database'>): CentreMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const verdicts = new Counter({
    name: 'tawi_operations_total',
    help: 'Operations pushed, by verdict and code',
    labelNames: ['verdict', 'code'],
    registers: [registry],
  });
  const changes = new Counter({
    name: 'tawi_changes_pulled_total',
    help: 'Row images sent to offices',
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'tawi_request_seconds',
    help: 'Duration of requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  new Gauge({
    name: 'tawi_database_connections',
    help: 'Connections of the pool, by state',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { total, idle, waiting } = service.database.load();
      this.set({ state: 'busy' }, total - idle);
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'waiting' }, waiting);
    },
  });
  return {
    countVerdicts: (reply) => {
      for (const { verdict, code } of reply.verdicts) verdicts.inc({ verdict, code: code ?? '' });
    },
    countChanges: (count) => changes.inc(count),
    countRequest: ({ method, route, status, seconds }) =>
      durations.observe({ method, route, status }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** Times every request by route, so that a path with an id in it stays one series. */
export function installRequestTimes(app: FastifyInstance, metrics: CentreMetrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    metrics.countRequest({ method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
  });
}

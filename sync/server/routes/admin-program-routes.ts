import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { Uuid } from '#sync/protocol/rows/scalars';
import { CycleStep, stepCycle } from '../admin/cycles.ts';
import {
  changeProgram,
  createCycle,
  createProgram,
  NewCycle,
  NewProgram,
  ProgramChange,
} from '../admin/programs.ts';
import { createProvider, NewProvider, ProviderStatus, setProviderStatus } from '../admin/providers.ts';
import type { CentreService } from '../centre-service.ts';
import { adminOf, type May, requirePermission, sendResult } from './admin-caller.ts';
import { adminSchema, Done, IdParams } from './admin-schema.ts';
import { routesOf, type ZodApp } from './zod-app.ts';

/** Programmes, cycles and providers. */
export function adminProgramRoutes(service: CentreService): FastifyPluginAsync {
  const may = requirePermission.bind(undefined, service);
  return routesOf(
    (app) => addProgramRoutes(app, may),
    (app) => addProviderRoutes(app, may),
  );
}

function addProgramRoutes(app: ZodApp, may: May): void {
  app.post(
    '/programs',
    {
      preValidation: may('program.manage'),
      schema: {
        ...adminSchema('Add a programme', z.object({ programId: Uuid, programNo: z.int() })),
        body: NewProgram,
      },
    },
    async (request, reply) => sendResult(reply, await createProgram(adminOf(request), request.body)),
  );
  app.patch(
    '/programs/:id',
    {
      preValidation: may('program.manage'),
      schema: {
        ...adminSchema('Change a programme', z.object({ version: z.int() })),
        params: IdParams,
        body: ProgramChange,
      },
    },
    async (request, reply) =>
      sendResult(reply, await changeProgram(adminOf(request), request.params.id, request.body)),
  );
  app.post(
    '/cycles',
    {
      preValidation: may('cycle.manage'),
      schema: { ...adminSchema('Add a cycle', z.object({ cycleId: Uuid })), body: NewCycle },
    },
    async (request, reply) => sendResult(reply, await createCycle(adminOf(request), request.body)),
  );
  app.post(
    '/cycles/:id/steps',
    {
      preValidation: may('cycle.manage'),
      schema: {
        ...adminSchema('Move a cycle one step', z.object({ state: z.string() })),
        params: IdParams,
        body: CycleStep,
      },
    },
    async (request, reply) =>
      sendResult(reply, await stepCycle(adminOf(request), request.params.id, request.body)),
  );
}

function addProviderRoutes(app: ZodApp, may: May): void {
  app.post(
    '/providers',
    {
      preValidation: may('provider.manage'),
      schema: {
        ...adminSchema('Add a provider', z.object({ providerId: Uuid, providerNo: z.int() })),
        body: NewProvider,
      },
    },
    async (request, reply) => sendResult(reply, await createProvider(adminOf(request), request.body)),
  );
  app.put(
    '/providers/:id/status',
    {
      preValidation: may('provider.manage'),
      schema: {
        ...adminSchema('Suspend a provider or take it up again', Done),
        params: IdParams,
        body: z.strictObject({ status: ProviderStatus }),
      },
    },
    async (request, reply) =>
      sendResult(reply, await setProviderStatus(adminOf(request), request.params.id, request.body.status)),
  );
}

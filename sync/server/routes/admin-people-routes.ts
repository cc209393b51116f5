import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { Uuid } from '#sync/protocol/rows/scalars';
import { createAreas, createOffice, NewAreas, NewOffice } from '../admin/places.ts';
import { openSession } from '../admin/sessions.ts';
import { changePolicy, PolicyChange } from '../admin/tenants.ts';
import {
  changeUser,
  createCentreUser,
  createUsers,
  NewCentreUser,
  NewUsers,
  renewActivation,
  UserChange,
} from '../admin/users.ts';
import type { CentreService } from '../centre-service.ts';
import { adminOf, type May, requirePermission, sendResult } from './admin-caller.ts';
import { adminSchema, Done, IdParams } from './admin-schema.ts';
import { ErrorReply, sendError } from './error-reply.ts';
import { routesOf, type ZodApp } from './zod-app.ts';

const Login = z.strictObject({
  /** Needed only where several tenants share the centre. */
  tenant: z.string().max(40).optional(),
  login: z.string().max(60),
  password: z.string().max(200),
});
const Session = z.object({ token: z.string(), expiresAt: z.string(), roles: z.array(z.string()) });
const CreatedUsers = z.array(
  z.object({ userId: Uuid, userNo: z.int(), login: z.string(), activationCode: z.string() }),
);

/** Sessions, areas, offices, accounts and the tenant's policy. */
export function adminPeopleRoutes(service: CentreService, attemptsPerMinute: number): FastifyPluginAsync {
  const may = requirePermission.bind(undefined, service);
  return routesOf(
    (app) => addSessionRoute(app, service, attemptsPerMinute),
    (app) => addPlaceRoutes(app, may),
    (app) => addUserRoutes(app, may),
  );
}

function addSessionRoute(app: ZodApp, service: CentreService, attemptsPerMinute: number): void {
  const rateLimit = { max: attemptsPerMinute, timeWindow: '1 minute' };
  app.post(
    '/session',
    {
      config: { rateLimit },
      schema: {
        tags: ['admin'],
        summary: 'Sign in',
        body: Login,
        response: { 200: Session, '4xx': ErrorReply },
      },
    },
    async (request, reply) => {
      const opened = await openSession(service, request.body);
      return opened.ok ? { ...opened.value, roles: [...opened.value.roles] } : sendError(reply, opened.error);
    },
  );
}

function addPlaceRoutes(app: ZodApp, may: May): void {
  app.post(
    '/areas',
    {
      preValidation: may('settings.manage'),
      schema: {
        ...adminSchema('Add areas', z.object({ areaIds: z.array(Uuid).readonly() })),
        body: NewAreas,
      },
    },
    async (request, reply) => sendResult(reply, await createAreas(adminOf(request), request.body)),
  );
  app.post(
    '/offices',
    {
      preValidation: may('settings.manage'),
      schema: {
        ...adminSchema('Add an office', z.object({ officeId: Uuid, officeNo: z.int() })),
        body: NewOffice,
      },
    },
    async (request, reply) => sendResult(reply, await createOffice(adminOf(request), request.body)),
  );
  app.patch(
    '/policy/:id',
    {
      preValidation: may('settings.manage'),
      schema: {
        ...adminSchema('Change the policy', z.object({ version: z.int() })),
        params: IdParams,
        body: PolicyChange,
      },
    },
    async (request, reply) =>
      sendResult(reply, await changePolicy(adminOf(request), request.params.id, request.body)),
  );
}

function addUserRoutes(app: ZodApp, may: May): void {
  app.post(
    '/users',
    {
      preValidation: may('user.manage'),
      schema: { ...adminSchema('Add accounts of an office', CreatedUsers.readonly()), body: NewUsers },
    },
    async (request, reply) => sendResult(reply, await createUsers(adminOf(request), request.body)),
  );
  app.patch(
    '/users/:id',
    {
      preValidation: may('user.manage'),
      schema: {
        ...adminSchema('Close, open or change an account', Done),
        params: IdParams,
        body: UserChange,
      },
    },
    async (request, reply) =>
      sendResult(reply, await changeUser(adminOf(request), request.params.id, request.body)),
  );
  app.post(
    '/users/:id/activation-code',
    {
      preValidation: may('user.manage'),
      schema: {
        ...adminSchema('A further activation code', z.object({ activationCode: z.string() })),
        params: IdParams,
      },
    },
    async (request, reply) => sendResult(reply, await renewActivation(adminOf(request), request.params.id)),
  );
  app.post(
    '/centre-users',
    {
      preValidation: may('user.manage'),
      schema: {
        ...adminSchema('Add an account of the centre', z.object({ userId: Uuid, userNo: z.int() })),
        body: NewCentreUser,
      },
    },
    async (request, reply) => sendResult(reply, await createCentreUser(adminOf(request), request.body)),
  );
}

import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { Uuid } from '#sync/protocol/rows/scalars';
import { issueCertificate, NewCertificate, revokeCertificate } from '../admin/certificates.ts';
import { FundPosting, NewReservation, postFund, reserveFunds } from '../admin/funds.ts';
import { readTrialBalance } from '../admin/oversight.ts';
import type { CentreService } from '../centre-service.ts';
import { adminOf, requirePermission, sendResult } from './admin-caller.ts';
import { adminSchema, Done, IdParams } from './admin-schema.ts';
import { routesOf } from './zod-app.ts';

const TrialBalanceReply = z.object({
  accounts: z
    .array(z.object({ programId: Uuid, currency: z.string(), account: z.string(), balanceMinor: z.string() }))
    .readonly(),
  sumMinor: z.string(),
});

/** Funds, reservations, issuing certificates and the ledger's balance. */
export function adminMoneyRoutes(service: CentreService): FastifyPluginAsync {
  const may = requirePermission.bind(undefined, service);
  return routesOf((app) => {
    app.post(
      '/fund-postings',
      {
        preValidation: may('fund.post', 'fund.request'),
        schema: { ...adminSchema('Post money to a fund', z.object({ postingId: Uuid })), body: FundPosting },
      },
      async (request, reply) => sendResult(reply, await postFund(adminOf(request), request.body)),
    );
    app.post(
      '/reservations',
      {
        preValidation: may('reservation.grant', 'reservation.request'),
        schema: {
          ...adminSchema('Reserve money for a device', z.object({ reservationId: Uuid })),
          body: NewReservation,
        },
      },
      async (request, reply) => sendResult(reply, await reserveFunds(adminOf(request), request.body)),
    );
    app.post(
      '/certificates',
      {
        preValidation: may('program.manage', 'key.revoke'),
        schema: {
          ...adminSchema('Let a device sign vouchers', z.object({ certificateId: Uuid, kid: z.string() })),
          body: NewCertificate,
        },
      },
      async (request, reply) => sendResult(reply, await issueCertificate(adminOf(request), request.body)),
    );
    app.post(
      '/certificates/:id/revoke',
      {
        preValidation: may('key.revoke', 'program.manage'),
        schema: { ...adminSchema('End a certificate', Done), params: IdParams },
      },
      async (request, reply) =>
        sendResult(reply, await revokeCertificate(adminOf(request), request.params.id)),
    );
    app.get(
      '/trial-balance',
      { preValidation: may('ledger.read'), schema: adminSchema('Sums of the ledger', TrialBalanceReply) },
      async (request) => readTrialBalance(adminOf(request)),
    );
  });
}

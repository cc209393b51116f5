import type { OutputOf } from '#contract/contract';
import { permissionsOf } from '#domain/identity/permissions';
import type { OfficeContext } from '#host/office-context';
import type { Actor, ReadTx } from '#ports/store';

/** Before the first pull there is no policy row; nothing is paid then. */
const NO_POLICY = { currency: 'XXX', timeZone: 'UTC' } as const;

/** The signed-in person as the screens need them: what they may do, in which office, money and time. */
export function describeMe(
  tx: ReadTx,
  actor: Actor,
  { office, clock }: OfficeContext,
  language: string,
): OutputOf<'session.me'> {
  const { currency, timeZone } = tx.rows.all('tenantPolicy')[0] ?? NO_POLICY;
  return {
    userId: actor.userId,
    userNo: actor.userNo,
    personId: actor.personId,
    displayName: actor.displayName,
    roles: [...actor.roles],
    permissions: [...permissionsOf(actor.roles)],
    language,
    officeId: office.officeId,
    officeName: office.officeName,
    currency,
    today: clock.today(),
    timeZone,
  };
}

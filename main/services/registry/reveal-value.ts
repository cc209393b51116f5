import type { ParsedOf } from '#contract/contract';
import { err, ok } from '#domain/result';
import { type HandlerTable, handleCommand } from '#host/handlers';
import type { ReadTx } from '#ports/store';

/** Why somebody may look at a hidden value: chosen, never typed, so that the audit trail can be counted. */
export const REVEAL_REASONS = [
  'identity-check',
  'contact-person',
  'correct-record',
  'payment-question',
  'grievance',
  'supervision',
] as const;

/** A shown value hides itself again after this time (UX 4.10). */
const SHOWN_SECONDS = 30;

type Input = ParsedOf<'registry.reveal'>;

/**
 * The one way in which a hidden value leaves the core. The dispatcher writes the audit row (who, whose, which field,
 * why) in the transaction of the reply, so there is no value without its row.
 */
export function revealHandlers() {
  return {
    'registry.reveal': handleCommand('registry.reveal', {
      run: (tx, input) => {
        if (!REVEAL_REASONS.some((reason) => reason === input.reason)) {
          return err({
            code: 'host/invalid-input',
            data: { issues: [{ path: 'reason', fault: 'invalid_value' }] },
          });
        }
        const value = hiddenValueOf(tx, input);
        return value === undefined
          ? err({ code: 'registry/not-found' })
          : ok({ value, seconds: SHOWN_SECONDS });
      },
      auditObject: ({ registrantId, field, identifierId }) =>
        [registrantId, field, ...(identifierId === undefined ? [] : [identifierId])].join('/'),
      auditPurpose: ({ reason }) => reason,
    }),
  } satisfies Partial<HandlerTable>;
}

/** Undefined when there is no such record or nothing to show. */
function hiddenValueOf(tx: ReadTx, { registrantId, field, identifierId }: Input): string | undefined {
  const registrant = tx.rows.get('registrant', registrantId);
  if (registrant === undefined) return undefined;
  switch (field) {
    case 'identifier': {
      const identifiers = tx.rows.list('identifier', 'registrantId', registrantId);
      const wanted = identifiers.find((identifier) =>
        identifierId === undefined ? identifier.status === 'valid' : identifier.identifierId === identifierId,
      );
      return wanted?.value;
    }
    case 'phone':
      return registrant.phone ?? undefined;
    case 'email':
      return registrant.email ?? undefined;
    case 'birthDate':
      return registrant.birthDate ?? undefined;
    case 'address':
      return addressOf(tx, registrantId) || undefined;
  }
}

/** A person lives where the household does, unless an address of their own was given. */
export function addressOf(tx: ReadTx, registrantId: string): string {
  const own = tx.rows.get('registrant', registrantId)?.address ?? '';
  if (own !== '') return own;
  const memberships = tx.rows.list('membership', 'individualId', registrantId);
  const current = memberships.findLast(({ endDate }) => endDate === null);
  return current === undefined ? '' : (tx.rows.get('registrant', current.groupId)?.address ?? '');
}

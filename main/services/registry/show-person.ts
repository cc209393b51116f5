import type { OutputOf } from '#contract/contract';
import { hexToBytes } from '#domain/codec/bytes';
import { hasPermission } from '#domain/identity/permissions';
import { maskBirthDate, maskEmail, maskIdentifier } from '#domain/registry/mask';
import { err, ok } from '#domain/result';
import type { PlainDate } from '#domain/time/plain-date';
import type { CallContext } from '#host/call-context';
import { type HandlerTable, handleQuery } from '#host/handlers';
import type { ReadTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { officerNames } from '../audit/officer-names.ts';
import { historyOf } from './person-history.ts';
import { toPersonRows } from './person-row.ts';
import { addressOf } from './reveal-value.ts';

type Person = OutputOf<'registry.person'>;
type Registrant = RowOf<'registrant'>;

/** Everything about one registrant on one page, masked as everywhere. */
export function showPersonHandlers() {
  return {
    'registry.person': handleQuery('registry.person', {
      run: (tx, { registrantId }, ctx) => {
        const registrant = tx.rows.get('registrant', registrantId);
        if (registrant === undefined) return err({ code: 'registry/not-found' });
        const today = ctx.clock.today();
        const names = officerNames(tx);
        const row = toPersonRows(tx, tx.registry.cards([registrantId]), today)[0];
        if (row === undefined) return err({ code: 'registry/not-found' });
        const householdId = registrant.kind === 'group' ? registrantId : row.householdId;
        return ok({
          person: { ...row, ...detailsOf(tx, registrant, names) },
          identifiers: identifiersOf(tx, registrantId),
          household: householdId === null ? null : householdOf(tx, householdId, today),
          consents: consentsOf(tx, registrantId, householdId),
          documents: documentsOf(tx, registrantId, ctx),
          programs: programsOf(tx, registrantId),
          vouchers: vouchersOf(tx, registrantId),
          history: historyOf(tx, registrant, names),
          actions: actionsFor(registrant, ctx),
        });
      },
    }),
  } satisfies Partial<HandlerTable>;
}

function detailsOf(tx: ReadTx, registrant: Registrant, names: ReadonlyMap<number, string>) {
  const { registrantId, email, birthDate, birthDateExact, registeredOn, registeredBy, facts } = registrant;
  return {
    email: email === null ? null : maskEmail(email),
    hasAddress: addressOf(tx, registrantId) !== '',
    birthYear: birthDate === null ? null : Number(birthDate.slice(0, 4)),
    birthDateExact,
    registeredOn,
    registeredByName: names.get(registeredBy) ?? '',
    facts,
    seq: tx.rows.seqOf('registrant', registrantId),
  };
}

function identifiersOf(tx: ReadTx, registrantId: string): Person['identifiers'] {
  return tx.rows
    .list('identifier', 'registrantId', registrantId)
    .map(({ identifierId, idType, value, expiryDate, status }) => ({
      identifierId,
      idType,
      maskedValue: maskIdentifier(value),
      expiryDate,
      status,
    }));
}

/** The head first, then by age; the oldest first. */
function householdOf(tx: ReadTx, groupId: string, today: PlainDate): Person['household'] {
  const group = tx.rows.get('registrant', groupId);
  if (group === undefined) return null;
  const current = tx.rows.list('membership', 'groupId', groupId).filter(({ endDate }) => endDate === null);
  const members = current.flatMap(({ individualId, relationship, isHead }) => {
    const person = tx.rows.get('registrant', individualId);
    return person === undefined ? [] : [{ person, relationship, isHead }];
  });
  const order = (isHead: boolean, birthDate: string | null) => `${isHead ? 0 : 1}${birthDate ?? '9999'}`;
  return {
    groupId,
    name: group.name,
    members: members
      .toSorted((a, b) =>
        order(a.isHead, a.person.birthDate) < order(b.isHead, b.person.birthDate) ? -1 : 1,
      )
      .map(({ person: { registrantId, name, birthDate, gender }, relationship, isHead }) => ({
        registrantId,
        name,
        relationship,
        isHead,
        age: maskBirthDate(birthDate, today),
        gender,
      })),
  };
}

/** A household's consent speaks for its members and is shown with each. */
function consentsOf(tx: ReadTx, registrantId: string, householdId: string | null): Person['consents'] {
  const givers = new Set([registrantId, ...(householdId === null ? [] : [householdId])]);
  return [...givers]
    .flatMap((giver) => tx.rows.list('consent', 'registrantId', giver))
    .map(({ consentId, textVersion, method, givenAt, withdrawnAt }) => ({
      consentId,
      textVersion,
      method,
      givenAt,
      withdrawnAt,
    }));
}

function documentsOf(tx: ReadTx, registrantId: string, { documents }: CallContext): Person['documents'] {
  return tx.rows
    .list('document', 'registrantId', registrantId)
    .map(({ documentId, tag, mime, sizeBytes, addedAt, blobSha256 }) => ({
      documentId,
      tag,
      mime,
      sizeBytes,
      addedAt,
      onThisPc: documents.has(hexToBytes(blobSha256)),
    }));
}

function programsOf(tx: ReadTx, registrantId: string): Person['programs'] {
  return tx.rows
    .list('enrolment', 'registrantId', registrantId)
    .map(({ programId, state, enrolledOn, reason }) => ({
      programId,
      programName: tx.rows.get('program', programId)?.name ?? '',
      state,
      enrolledOn,
      reason,
    }));
}

function vouchersOf(tx: ReadTx, registrantId: string): Person['vouchers'] {
  return tx.rows
    .list('voucher', 'registrantId', registrantId)
    .map(({ voucherId, shortCode, amountMinor, currency, validUntil, state }) => ({
      voucherId,
      shortCode,
      amountMinor,
      currency,
      validUntil,
      state,
      redeemedAt: tx.rows.list('redemption', 'voucherId', voucherId)[0]?.redeemedAt ?? null,
    }));
}

const CLOSED: ReadonlySet<Registrant['state']> = new Set(['disabled', 'merged']);

/** What this person may do with this record now; the screen offers nothing else. */
function actionsFor({ state, kind }: Registrant, { actor: { roles } }: CallContext): string[] {
  const open = !CLOSED.has(state);
  const actions = [
    hasPermission(roles, 'registry.reveal') ? 'reveal' : null,
    open && kind === 'individual' && hasPermission(roles, 'registry.register') ? 'correct' : null,
    open && hasPermission(roles, 'enrolment.decide') ? 'enrol' : null,
    hasPermission(roles, 'document.read') ? 'open-document' : null,
  ];
  return actions.filter((action) => action !== null);
}

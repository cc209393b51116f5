import type { Failure, ParsedOf } from '#contract/contract';
import { displayName } from '#domain/registry/names';
import { checkRegistrant, type RegistrantDraft } from '#domain/registry/registrant';
import { err, ok, type Result } from '#domain/result';
import type { CallContext } from '#host/call-context';
import { type HandlerTable, handleCommand } from '#host/handlers';
import type { ReadTx, WriteTx } from '#ports/store';
import type { PayloadOf } from '#sync/protocol/op-fields';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { readAreas } from './area-tree.ts';
import type { FieldIssue } from './check-input.ts';
import { readPhoneDefaults } from './read-policy.ts';

type Registrant = RowOf<'registrant'>;
type Input = ParsedOf<'registry.updatePerson'>;
type Changes = Omit<PayloadOf<'registrant.update'>, 'registrantId' | 'reason'>;

const CLOSED: ReadonlySet<Registrant['state']> = new Set(['disabled', 'merged']);
const LONGEST_NAME = 200;

/** Correcting what was entered about a person; the reason travels with the change. */
export function updatePersonHandlers() {
  return {
    'registry.updatePerson': handleCommand('registry.updatePerson', {
      run: (tx, input, ctx) => {
        const { registrantId, seq, reason } = input;
        const row = tx.rows.get('registrant', registrantId);
        if (row === undefined || row.kind !== 'individual' || CLOSED.has(row.state))
          return err({ code: 'registry/not-found' });
        if (tx.rows.seqOf('registrant', registrantId) !== seq)
          return incomplete([{ field: 'seq', code: 'registry/changed-meanwhile' }]);
        const changes = checkChanges(tx, row, input, ctx);
        if (!changes.ok) return changes;
        if (Object.keys(changes.value).length > 0) {
          recordUpdate(tx, registrantId, changes.value, reason, ctx);
          renameGroups(tx, row, changes.value, reason, ctx);
        }
        return ok({ registrantId });
      },
      auditObject: ({ registrantId }) => registrantId,
    }),
  } satisfies Partial<HandlerTable>;
}

function incomplete(issues: readonly FieldIssue[]): Result<never, Failure<'registry/not-complete'>> {
  return err({ code: 'registry/not-complete', data: { issues } });
}

/** The record as it would be, held against the rules, reduced to what differs from now. */
function checkChanges(
  tx: ReadTx,
  row: Registrant,
  { changes }: Input,
  ctx: CallContext,
): Result<Changes, Failure<'registry/not-complete'>> {
  const checked = checkRegistrant(draftOf(row, changes), {
    today: ctx.clock.today(),
    // Documents and answers are not part of this form; what an import brought may not fit today's patterns.
    idTypes: [],
    questions: [],
    phoneDefaults: readPhoneDefaults(tx),
  });
  const areaId = changes.areaId ?? row.areaId;
  const isElsewhere = areaId !== row.areaId && !readAreas(tx, ctx.office).isOfOffice(areaId);
  const name = checked.ok ? displayName(checked.value) : '';
  const issues: readonly FieldIssue[] = [
    ...(checked.ok
      ? []
      : checked.error.issues.map(({ field, code, data }) => ({ field, code, data: { ...data } }))),
    ...(isElsewhere ? [{ field: 'areaId', code: 'registry/unknown-area' }] : []),
    ...(name.length > LONGEST_NAME
      ? [{ field: 'givenName', code: 'registry/text-too-long', data: { longest: LONGEST_NAME } }]
      : []),
  ];
  if (!checked.ok || issues.length > 0) return incomplete(issues);
  return ok(differences(row, { ...checked.value, name, areaId }));
}

function draftOf(row: Registrant, changes: Input['changes']): RegistrantDraft {
  return {
    ...{ registrantId: row.registrantId, kind: 'individual', groupKind: null, officeId: row.officeId },
    areaId: changes.areaId ?? row.areaId,
    givenName: changes.givenName ?? row.givenName,
    additionalName: changes.additionalName ?? row.additionalName,
    familyName: changes.familyName ?? row.familyName,
    localName: changes.localName ?? row.localName,
    gender: changes.gender ?? row.gender,
    birthDate: changes.birthDate ?? row.birthDate,
    birthDateExact: changes.birthDateExact ?? row.birthDateExact,
    phone: (changes.phone === undefined ? row.phone : changes.phone) ?? '',
    email: (changes.email === undefined ? row.email : changes.email) ?? '',
    address: changes.address ?? row.address,
    identifiers: [],
    facts: {},
  };
}

function differences(
  row: Registrant,
  draft: RegistrantDraft & { readonly name: string; readonly areaId: string },
): Changes {
  const after = {
    areaId: draft.areaId,
    name: draft.name,
    givenName: draft.givenName,
    additionalName: draft.additionalName,
    familyName: draft.familyName,
    localName: draft.localName,
    gender: draft.gender,
    birthDate: draft.birthDate,
    birthDateExact: draft.birthDateExact,
    phone: draft.phone || null,
    email: draft.email || null,
    address: draft.address,
  };
  const before: Readonly<Record<string, unknown>> = row;
  return Object.fromEntries(Object.entries(after).filter(([field, value]) => before[field] !== value));
}

function recordUpdate(
  tx: WriteTx,
  registrantId: string,
  changes: Changes,
  reason: string,
  { actor }: CallContext,
): void {
  tx.operations.record({
    type: 'registrant.update',
    entity: registrantId,
    actor,
    payload: { registrantId, ...changes, reason },
  });
}

/** A household bears its head's name, so it changes with it. */
function renameGroups(
  tx: WriteTx,
  { registrantId, name, localName }: Registrant,
  changes: Changes,
  reason: string,
  ctx: CallContext,
): void {
  const now = { name: changes.name ?? name, localName: changes.localName ?? localName };
  if (now.name === name && now.localName === localName) return;
  const headed = tx.rows
    .list('membership', 'individualId', registrantId)
    .filter(({ isHead, endDate }) => isHead && endDate === null);
  for (const { groupId } of headed) {
    recordUpdate(tx, groupId, { name: now.name, givenName: now.name, localName: now.localName }, reason, ctx);
  }
}

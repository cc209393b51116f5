import { isDeepStrictEqual } from 'node:util';
import { ok, type Result } from '#domain/result';
import type { PayloadOf } from '#sync/protocol/op-fields';
import type { RowReader } from '#sync/protocol/projection';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { officeScope } from '../commit/scope-of-row.ts';
import type { Refusal } from '../push/judgement.ts';
import { ACCEPTED, type Accepted, type OpRule, type RuleInput, refuse, requireRow } from './op-rule.ts';

/** A registrant must be of the device's own office: its rows travel in no other scope. */
function requireOwnRegistrant(
  input: { readonly rows: RowReader; readonly device: { readonly officeId: string } },
  registrantId: string,
): Result<RowOf<'registrant'>, Refusal> {
  const registrant = requireRow(input.rows, 'registrant', registrantId);
  if (!registrant.ok) return registrant;
  return registrant.value.officeId === input.device.officeId ? registrant : refuse('MOVED', { registrantId });
}

export const registrantCreate: OpRule<'registrant.create'> = {
  permissions: ['registry.register', 'import.run'],
  creates: ['registrant'],
  reads: (payload) => [{ table: 'area', key: payload.areaId }],
  check: ({ payload, rows, correctedDay }) => {
    const area = requireRow(rows, 'area', payload.areaId);
    if (!area.ok) return area;
    if (payload.kind === 'group' && (payload.groupKind ?? null) === null) {
      return refuse('BAD_FORM', { field: 'groupKind' });
    }
    const { birthDate } = payload;
    // A clock may be a day off; a birth next year is a slip that would never qualify anybody rightly.
    if (typeof birthDate === 'string' && birthDate.slice(0, 4) > correctedDay.slice(0, 4)) {
      return refuse('BAD_FORM', { field: 'birthDate' });
    }
    return ACCEPTED;
  },
};

/** Fields in which a silent "last one wins" could give money to the wrong person (class B of sync design 3.6). */
const SENSITIVE: ReadonlySet<string> = new Set(['birthDate', 'birthDateExact', 'gender', 'areaId', 'facts']);

export const registrantUpdate: OpRule<'registrant.update'> = {
  permissions: ['registry.register', 'import.run'],
  creates: [],
  check: (input) => {
    const { payload, rows } = input;
    const registrant = requireOwnRegistrant(input, payload.registrantId);
    if (!registrant.ok) return registrant;
    if (registrant.value.state === 'merged') return refuse('GONE', { registrantId: payload.registrantId });
    if (typeof payload.areaId === 'string') {
      const area = requireRow(rows, 'area', payload.areaId);
      if (!area.ok) return area;
    }
    return mergeFields(input, registrant.value);
  },
};

/**
 * Changes made by others since the image the officer saw: a sensitive field that both changed differently goes to a
 * person, any other is overwritten and said so. Own earlier operations are no conflict.
 */
function mergeFields(
  input: RuleInput<'registrant.update'>,
  current: RowOf<'registrant'>,
): Result<Accepted, Refusal> {
  const { op, payload, device, facts } = input;
  const images = facts.images(officeScope(device.officeId), 'registrant', payload.registrantId);
  const foreign = images.filter(({ seq, deviceNo }) => seq > op.base && deviceNo !== device.deviceNo);
  const seen = images.filter(({ seq }) => seq <= op.base).at(-1) ?? images[0];
  if (foreign.length === 0 || seen === undefined) return ACCEPTED;
  const clashing = changedFields(payload).filter((field) => {
    const now: unknown = Reflect.get(current, field);
    const then: unknown = Reflect.get(seen.row ?? {}, field);
    const wanted: unknown = Reflect.get(payload, field);
    return !isDeepStrictEqual(now, then) && !isDeepStrictEqual(now, wanted);
  });
  const sensitive = clashing.filter((field) => SENSITIVE.has(field));
  if (sensitive.length > 0) return refuse('CONFLICT', { field: sensitive.join(',') });
  return clashing.length > 0 ? ok({ overwritten: clashing }) : ACCEPTED;
}

function changedFields(payload: PayloadOf<'registrant.update'>): readonly string[] {
  return Object.keys(payload).filter((name) => name !== 'registrantId' && name !== 'reason');
}

export const identifierAdd: OpRule<'identifier.add'> = {
  permissions: ['registry.register', 'import.run'],
  creates: ['identifier'],
  reads: (payload) => [{ table: 'registrant', key: payload.registrantId }],
  check: (input) => {
    const registrant = requireOwnRegistrant(input, input.payload.registrantId);
    if (!registrant.ok) return registrant;
    return input.payload.value === '' ? refuse('BAD_FORM', { field: 'value' }) : ACCEPTED;
  },
};

export const membershipAdd: OpRule<'membership.add'> = {
  permissions: ['registry.register', 'import.run'],
  creates: ['membership'],
  reads: (payload) => [
    { table: 'registrant', key: payload.groupId },
    { table: 'registrant', key: payload.individualId },
    { table: 'membership', column: 'groupId', value: payload.groupId },
  ],
  check: (input) => {
    const { payload, rows } = input;
    const group = requireOwnRegistrant(input, payload.groupId);
    if (!group.ok) return group;
    const individual = requireOwnRegistrant(input, payload.individualId);
    if (!individual.ok) return individual;
    if (group.value.kind !== 'group') return refuse('BAD_FORM', { field: 'groupId' });
    if (individual.value.kind !== 'individual') return refuse('BAD_FORM', { field: 'individualId' });
    const present = rows.list('membership', 'groupId', payload.groupId).filter((row) => row.endDate === null);
    if (present.some((row) => row.individualId === payload.individualId)) {
      return refuse('CONFLICT', { field: 'individualId' });
    }
    return payload.isHead && present.some((row) => row.isHead)
      ? refuse('CONFLICT', { field: 'isHead' })
      : ACCEPTED;
  },
};

export const membershipEnd: OpRule<'membership.end'> = {
  permissions: ['registry.register', 'import.run'],
  creates: [],
  check: ({ payload, rows }) => {
    const membership = requireRow(rows, 'membership', payload.membershipId);
    if (!membership.ok) return membership;
    const { endDate, startDate } = membership.value;
    if (endDate !== null) return refuse('STATE', { from: 'ended', to: 'ended' });
    return payload.endDate < startDate ? refuse('BAD_FORM', { field: 'endDate' }) : ACCEPTED;
  },
};

export const consentGive: OpRule<'consent.give'> = {
  permissions: ['consent.record'],
  creates: ['consent'],
  reads: (payload) => [{ table: 'registrant', key: payload.registrantId }],
  check: (input) => {
    const registrant = requireOwnRegistrant(input, input.payload.registrantId);
    if (!registrant.ok) return registrant;
    const { method, witness, purposes } = input.payload;
    if (purposes.length === 0) return refuse('BAD_FORM', { field: 'purposes' });
    const isWitnessed = method !== 'verbal-with-witness' || (typeof witness === 'string' && witness !== '');
    return isWitnessed ? ACCEPTED : refuse('BAD_FORM', { field: 'witness' });
  },
};

/** The bytes may follow later: a registration never waits for a scan. */
export const documentAttach: OpRule<'document.attach'> = {
  permissions: ['document.write'],
  creates: ['document'],
  reads: (payload) => [{ table: 'registrant', key: payload.registrantId }],
  check: (input) => {
    const registrant = requireOwnRegistrant(input, input.payload.registrantId);
    if (!registrant.ok) return registrant;
    return input.payload.sizeBytes < 1 ? refuse('BAD_FORM', { field: 'sizeBytes' }) : ACCEPTED;
  },
};

export const duplicateDecide: OpRule<'duplicate.decide'> = {
  permissions: ['registry.register', 'dedup.propose', 'dedup.decide'],
  creates: [],
  reads: (payload) => [
    { table: 'registrant', key: payload.firstId },
    { table: 'registrant', key: payload.secondId },
  ],
  check: (input) => {
    const { firstId, secondId } = input.payload;
    if (firstId === secondId) return refuse('BAD_FORM', { field: 'secondId' });
    const first = requireOwnRegistrant(input, firstId);
    if (!first.ok) return first;
    const second = requireOwnRegistrant(input, secondId);
    return second.ok ? ACCEPTED : second;
  },
};

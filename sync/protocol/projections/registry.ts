import { bytesToHex } from '#domain/codec/bytes';
import type { Projection } from '../projection.ts';
import { changed, rowAfter, rowBefore } from './row-image.ts';

/** A new person or group: saved is usable, so it stands as submitted at once. */
export const registrantCreate: Projection<'registrant.create'> = {
  reads: () => [],
  project: (payload, _rows, context) => [
    rowAfter('registrant', {
      registrantId: payload.registrantId,
      kind: payload.kind,
      groupKind: payload.groupKind ?? null,
      officeId: payload.officeId,
      areaId: payload.areaId,
      registrationNo: payload.registrationNo ?? null,
      name: payload.name,
      givenName: payload.givenName,
      additionalName: payload.additionalName ?? '',
      familyName: payload.familyName ?? '',
      localName: payload.localName ?? '',
      gender: payload.gender ?? null,
      birthDate: payload.birthDate ?? null,
      birthDateExact: payload.birthDateExact,
      phone: payload.phone ?? null,
      email: payload.email ?? null,
      address: payload.address ?? '',
      state: 'submitted',
      disabledReason: null,
      facts: payload.facts ?? {},
      importKey: payload.importKey ?? null,
      registeredOn: payload.registeredOn,
      registeredBy: context.actorNo,
    }),
  ],
};

/** Changed fields only. `facts` replaces all answers, because a map has no word for "answer taken back". */
export const registrantUpdate: Projection<'registrant.update'> = {
  reads: (payload) => [{ table: 'registrant', key: payload.registrantId }],
  project: (payload, rows) => {
    const before = rowBefore(rows, 'registrant', payload.registrantId);
    return [
      rowAfter('registrant', {
        ...before,
        areaId: changed(payload.areaId, before.areaId, before.areaId),
        name: changed(payload.name, before.name, ''),
        givenName: changed(payload.givenName, before.givenName, ''),
        additionalName: changed(payload.additionalName, before.additionalName, ''),
        familyName: changed(payload.familyName, before.familyName, ''),
        localName: changed(payload.localName, before.localName, ''),
        gender: changed<string | null>(payload.gender, before.gender, null),
        birthDate: changed<string | null>(payload.birthDate, before.birthDate, null),
        birthDateExact: changed(payload.birthDateExact, before.birthDateExact, false),
        phone: changed<string | null>(payload.phone, before.phone, null),
        email: changed<string | null>(payload.email, before.email, null),
        address: changed(payload.address, before.address, ''),
        facts: changed(payload.facts, before.facts, {}),
      }),
    ];
  },
};

export const identifierAdd: Projection<'identifier.add'> = {
  reads: () => [],
  project: (payload) => [
    rowAfter('identifier', { ...payload, expiryDate: payload.expiryDate ?? null, status: 'valid' }),
  ],
};

export const membershipAdd: Projection<'membership.add'> = {
  reads: () => [],
  project: (payload) => [rowAfter('membership', { ...payload, endDate: null, endReason: null })],
};

export const membershipEnd: Projection<'membership.end'> = {
  reads: (payload) => [{ table: 'membership', key: payload.membershipId }],
  project: (payload, rows) => {
    const before = rowBefore(rows, 'membership', payload.membershipId);
    return [rowAfter('membership', { ...before, endDate: payload.endDate, endReason: payload.reason })];
  },
};

export const consentGive: Projection<'consent.give'> = {
  reads: () => [],
  project: (payload, _rows, context) => [
    rowAfter('consent', {
      ...payload,
      witness: payload.witness ?? null,
      documentId: payload.documentId ?? null,
      givenBy: context.actorNo,
      withdrawnAt: null,
    }),
  ],
};

export const documentAttach: Projection<'document.attach'> = {
  reads: () => [],
  project: (payload, _rows, context) => [
    rowAfter('document', {
      ...payload,
      blobSha256: bytesToHex(payload.blobSha256),
      wrappedKey: bytesToHex(payload.wrappedKey),
      addedBy: context.actorNo,
    }),
  ],
};

/** The pair is stored smaller id first, whichever way round it was shown. */
export const duplicateDecide: Projection<'duplicate.decide'> = {
  reads: () => [],
  project: (payload, _rows, context) => {
    const inOrder = payload.firstId < payload.secondId;
    return [
      rowAfter('duplicateDecision', {
        ...payload,
        firstId: inOrder ? payload.firstId : payload.secondId,
        secondId: inOrder ? payload.secondId : payload.firstId,
        decidedBy: context.actorNo,
      }),
    ];
  },
};

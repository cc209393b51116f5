import { describe, expect, it } from 'vitest';
import type { PayloadOf } from '../op-fields.ts';
import { projectOperation, readsOf } from '../projections.ts';
import { readerOver, sampleContext, sampleId, sampleRegistrant } from '../testing/sample-rows.ts';

const nothing = readerOver([]);

describe('registrant.create', () => {
  const payload: PayloadOf<'registrant.create'> = {
    registrantId: sampleId(2),
    kind: 'individual',
    officeId: sampleId(3),
    areaId: sampleId(4),
    givenName: 'Almaz',
    gender: 'female',
    birthDateExact: false,
    email: null,
    facts: { rooms: 2, roof: 'thatch', 'land.hectares': 0.25, electricity: false },
    registeredOn: '2026-11-20',
    name: 'Almaz',
  };

  it('makes a submitted registrant, with empty words where nothing was said', () => {
    expect(projectOperation('registrant.create', payload, nothing, sampleContext)).toEqual({
      ok: true,
      value: [
        {
          table: 'registrant',
          row: sampleRegistrant({
            registrationNo: null,
            name: 'Almaz',
            additionalName: '',
            familyName: '',
            birthDate: null,
            birthDateExact: false,
            phone: null,
            address: '',
            facts: { rooms: 2, roof: 'thatch', 'land.hectares': 0.25, electricity: false },
          }),
        },
      ],
    });
  });

  it.each([
    ['kind', { kind: 'robot' }, 'registrant.kind'],
    ['name', { name: 'x'.repeat(201) }, 'registrant.name'],
    ['facts', { facts: { note: 'x'.repeat(501) } }, 'registrant.facts.note'],
    ['phone', { phone: '1'.repeat(21) }, 'registrant.phone'],
  ])('is bad form with a wrong %s', (_, change, field) => {
    expect(projectOperation('registrant.create', { ...payload, ...change }, nothing, sampleContext)).toEqual({
      ok: false,
      error: { code: 'sync/bad-form', field },
    });
  });
});

describe('registrant.update', () => {
  const rows = readerOver([{ table: 'registrant', row: sampleRegistrant() }]);
  const update = (change: Partial<PayloadOf<'registrant.update'>>) =>
    projectOperation(
      'registrant.update',
      { registrantId: sampleId(2), reason: 'corrected', ...change },
      rows,
      sampleContext,
    );

  it('reads the registrant only', () => {
    expect(readsOf('registrant.update', { registrantId: sampleId(2), reason: 'x' })).toEqual([
      { table: 'registrant', key: sampleId(2) },
    ]);
  });

  it('changes what is named, clears what is null and leaves the rest', () => {
    expect(update({ phone: null, familyName: null, areaId: sampleId(5), facts: { roof: 'tin' } })).toEqual({
      ok: true,
      value: [
        {
          table: 'registrant',
          row: sampleRegistrant({ phone: null, familyName: '', areaId: sampleId(5), facts: { roof: 'tin' } }),
        },
      ],
    });
  });

  it('never takes the village away', () => {
    expect(update({ areaId: null })).toEqual({
      ok: true,
      value: [{ table: 'registrant', row: sampleRegistrant() }],
    });
  });

  it('says which row is missing', () => {
    const payload = { registrantId: sampleId(99), reason: 'x' };
    expect(projectOperation('registrant.update', payload, rows, sampleContext)).toEqual({
      ok: false,
      error: { code: 'sync/missing-row', table: 'registrant', key: sampleId(99) },
    });
  });
});

describe('what hangs on a registrant', () => {
  it('identifier.add makes a valid identifier', () => {
    const payload = {
      identifierId: sampleId(6),
      registrantId: sampleId(2),
      officeId: sampleId(3),
      idType: 'national-id',
      value: '0042-1187',
    };
    expect(projectOperation('identifier.add', payload, nothing, sampleContext)).toEqual({
      ok: true,
      value: [{ table: 'identifier', row: { ...payload, expiryDate: null, status: 'valid' } }],
    });
  });

  it('membership.add opens and membership.end closes it', () => {
    const added = {
      membershipId: sampleId(7),
      groupId: sampleId(8),
      individualId: sampleId(2),
      officeId: sampleId(3),
      isHead: true,
      relationship: 'head',
      startDate: '2026-11-20',
    };
    const open = { table: 'membership', row: { ...added, endDate: null, endReason: null } } as const;
    expect(projectOperation('membership.add', added, nothing, sampleContext)).toEqual({
      ok: true,
      value: [open],
    });
    const ended = { membershipId: sampleId(7), endDate: '2026-12-31', reason: 'moved' };
    expect(projectOperation('membership.end', ended, readerOver([open]), sampleContext)).toEqual({
      ok: true,
      value: [{ table: 'membership', row: { ...added, endDate: '2026-12-31', endReason: 'moved' } }],
    });
  });

  it('consent.give names who took it and is not withdrawn', () => {
    const payload = {
      consentId: sampleId(9),
      registrantId: sampleId(8),
      officeId: sampleId(3),
      textVersion: '2026-1',
      language: 'am',
      method: 'thumbprint',
      purposes: ['registration', 'payment'],
      givenAt: '2026-11-20T09:00:00.000Z',
    };
    expect(projectOperation('consent.give', payload, nothing, sampleContext)).toEqual({
      ok: true,
      value: [
        {
          table: 'consent',
          row: { ...payload, witness: null, documentId: null, givenBy: 31, withdrawnAt: null },
        },
      ],
    });
  });

  it('document.attach names the encrypted object by its hash', () => {
    const payload = {
      documentId: sampleId(10),
      registrantId: sampleId(8),
      officeId: sampleId(3),
      tag: 'photo',
      mime: 'image/jpeg',
      sizeBytes: 151_234,
      blobSha256: new Uint8Array(32).fill(0xcd),
      wrappedKey: Uint8Array.of(1, 2, 255),
      addedAt: '2026-11-20T09:01:00.000Z',
    };
    expect(projectOperation('document.attach', payload, nothing, sampleContext)).toEqual({
      ok: true,
      value: [
        {
          table: 'document',
          row: { ...payload, blobSha256: 'cd'.repeat(32), wrappedKey: '0102ff', addedBy: 31 },
        },
      ],
    });
  });

  it('duplicate.decide stores a pair the same way round however it was shown', () => {
    const decided = {
      decisionId: sampleId(11),
      officeId: sampleId(3),
      decision: 'different',
      reason: 'other birth place',
      decidedAt: '2026-11-20T09:02:00.000Z',
    };
    const pair = { firstId: sampleId(2), secondId: sampleId(12) };
    const expected = {
      ok: true,
      value: [{ table: 'duplicateDecision', row: { ...decided, ...pair, decidedBy: 31 } }],
    };
    const turned = { firstId: pair.secondId, secondId: pair.firstId };
    expect(projectOperation('duplicate.decide', { ...decided, ...pair }, nothing, sampleContext)).toEqual(
      expected,
    );
    expect(projectOperation('duplicate.decide', { ...decided, ...turned }, nothing, sampleContext)).toEqual(
      expected,
    );
  });
});

import { expect, it } from 'vitest';
import type { RowOf } from '../rows/replicated-tables.ts';
import { projectAsCentre } from '../testing/project-as-centre.ts';
import { sampleId } from '../testing/sample-rows.ts';

it('user-key.register gives the officer a public key and keeps the rest', () => {
  const officer: RowOf<'officer'> = {
    userId: sampleId(1),
    userNo: 31,
    personId: sampleId(931),
    login: 'clerk',
    displayName: 'Voucher clerk',
    officeId: sampleId(3),
    roles: ['voucher_clerk'],
    active: true,
    publicKey: null,
    keyRegisteredAt: null,
  };
  const payload = {
    userId: sampleId(1),
    publicKey: new Uint8Array(32).fill(7),
    activationCode: 'K7QF-2M9X',
  };
  expect(projectAsCentre('user-key.register', payload, [{ table: 'officer', row: officer }])).toEqual({
    ok: true,
    value: [{ table: 'officer', row: { ...officer, publicKey: '07'.repeat(32) } }],
  });
});

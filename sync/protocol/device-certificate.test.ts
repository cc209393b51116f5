import { expect, it } from 'vitest';
import {
  type DeviceCertificate,
  decodeDeviceCertificate,
  encodeDeviceCertificate,
} from './device-certificate.ts';

const certificate: DeviceCertificate = {
  v: 1,
  type: 'device-certificate',
  device_id: '0193a1f0-4c00-8001-8000-000000000009',
  device_no: 9,
  incarnation: 1,
  office_id: '0193a1f0-4c00-8001-8000-000000000003',
  public_key: 'ab'.repeat(32),
  wrapping_public_key: 'cd'.repeat(32),
  scopes: ['national', 'office:0193a1f0-4c00-8001-8000-000000000003'],
  issued_at: '2026-11-20T09:00:00.000Z',
  expires_at: '2027-11-20T09:00:00.000Z',
};
const text = encodeDeviceCertificate(certificate);

it('comes back from its text', () => {
  expect(decodeDeviceCertificate(text)).toEqual({ ok: true, value: certificate });
});

it.each([
  ['a space', `${text} `],
  ['another order', JSON.stringify(certificate)],
  ['a field more', text.replace('{', '{"admin":true,')],
  ['a field less', text.replace('"device_no":9,', '')],
  ['another kind', text.replace('device-certificate', 'issuing-certificate')],
  ['a number beyond 24 bits', text.replace('"device_no":9', '"device_no":16777216')],
  ['no JSON', 'certificate'],
])('is refused with %s', (_, changed) => {
  expect(decodeDeviceCertificate(changed)).toEqual({ ok: false, error: { code: 'sync/bad-certificate' } });
});

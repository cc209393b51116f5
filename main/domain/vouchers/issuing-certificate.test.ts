import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hexToBytes } from '../codec/bytes.ts';
import { InvariantError } from '../invariant.ts';
import { keyId, nobleSigner, nobleVerify } from '../signing/ed25519.ts';
import {
  decodeIssuingCertificate,
  encodeIssuingCertificate,
  type IssuingCertificate,
  issuerFactsOf,
  signIssuingCertificate,
  verifyIssuingCertificate,
} from './issuing-certificate.ts';

type Vectors = {
  readonly issuing_certificate: { readonly centre_secret_key: string; readonly text: string };
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/voucher-v1.json', import.meta.url), 'utf8'),
);
const { text } = vectors.issuing_certificate;
const centre = nobleSigner(hexToBytes(vectors.issuing_certificate.centre_secret_key));
const findCentreKey = (kid: string) => (kid === keyId(centre.publicKey) ? centre.publicKey : undefined);
const decoded = decodeIssuingCertificate(text);
const signed = decoded.ok ? decoded.value : expect.fail('the golden certificate does not decode');
const { certificate } = signed;

describe('issuing certificate', () => {
  it('is signed, written and read to the golden text', () => {
    expect(signIssuingCertificate(certificate, centre)).toEqual(signed);
    expect(encodeIssuingCertificate(signed)).toBe(text);
    expect(verifyIssuingCertificate(signed, findCentreKey, nobleVerify)).toEqual({
      ok: true,
      value: certificate,
    });
  });

  it('tells a verifier what the key may issue', () => {
    expect(issuerFactsOf(certificate, false)).toEqual({
      publicKey: hexToBytes(certificate.public_key),
      programNo: 12,
      officeNo: 44,
      notBefore: '2026-11-01',
      notAfter: '2026-12-31',
      revoked: false,
    });
  });

  it.each<readonly [string, Partial<IssuingCertificate>]>([
    ['a programme', { program_no: 13 }],
    ['an office', { office_no: 45 }],
    ['the device', { device_no: 8 }],
    ['a first day', { not_before: '2026-10-01' }],
    ['a last day', { not_after: '2027-12-31' }],
    ['a count', { max_count: 5001 }],
    ['a total', { max_total_minor: '2250000001' }],
    ['an instant', { issued_at: '2026-10-30T08:00:00.001Z' }],
  ])('does not verify with %s changed', (_name, change) => {
    const changed = { ...signed, certificate: { ...certificate, ...change } };
    expect(verifyIssuingCertificate(changed, findCentreKey, nobleVerify)).toEqual({
      ok: false,
      error: { code: 'certificate/bad-signature' },
    });
  });

  it('does not verify under a key that is not the centre’s', () => {
    const impostor = nobleSigner(new Uint8Array(32).fill(9));
    const forged = signIssuingCertificate(certificate, impostor);
    expect(verifyIssuingCertificate(forged, findCentreKey, nobleVerify)).toEqual({
      ok: false,
      error: { code: 'certificate/unknown-key' },
    });
    const renamed = { ...forged, centre_kid: signed.centre_kid };
    expect(verifyIssuingCertificate(renamed, findCentreKey, nobleVerify)).toEqual({
      ok: false,
      error: { code: 'certificate/bad-signature' },
    });
  });

  it.each([
    ['a further key', text.replace('"v":1', '"v":1,"w":1')],
    ['a missing key', text.replace('"office_no":44,', '')],
    ['a repeated key', text.replace('"office_no":44,', '"office_no":44,"office_no":44,')],
    ['a fraction', text.replace('"max_count":5000', '"max_count":5000.5')],
    ['a date that is none', text.replace('2026-11-01', '2026-11-31')],
    ['an instant without milliseconds', text.replace('08:00:00.000Z', '08:00:00Z')],
    ['a total with a leading zero', text.replace('"2250000000"', '"02250000000"')],
    ['a kid that is not its key’s', text.replace(`"kid":"${certificate.kid}"`, '"kid":"00000000"')],
    ['an end before its beginning', text.replace('2026-12-31', '2026-10-31')],
    ['another type', text.replace('issuing-certificate', 'device-certificate')],
    ['nothing', ''],
    ['an array', '[]'],
  ])('cannot be read with %s', (_name, changed) => {
    expect(decodeIssuingCertificate(changed)).toEqual({
      ok: false,
      error: { code: 'certificate/unreadable' },
    });
  });

  it('is never made with a wrong field', () => {
    expect(() => signIssuingCertificate({ ...certificate, kid: '00000000' }, centre)).toThrow(InvariantError);
    expect(() => signIssuingCertificate({ ...certificate, max_count: -1 }, centre)).toThrow(InvariantError);
  });
});

import { readFileSync } from 'node:fs';
import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';

type Vectors = { readonly vouchers: readonly { readonly name: string; readonly text: string }[] };
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../vectors/voucher-v1.json', import.meta.url), 'utf8'),
);

describe('the QR of a voucher', () => {
  it.each(vectors.vouchers)('is version 10 at level Q in alphanumeric mode: $name', ({ text }) => {
    const segment = { data: text, mode: 'alphanumeric' } as const;
    const code = QRCode.create([segment], { errorCorrectionLevel: 'Q' });
    expect({ version: code.version, size: code.modules.size }).toEqual({ version: 10, size: 57 });
    expect(QRCode.create(text, { errorCorrectionLevel: 'Q' }).version).toBe(10);
  });
});

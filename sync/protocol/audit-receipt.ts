import { canonicalJsonBytes } from '#domain/codec/jcs';
import { domainMessage } from '#domain/signing/ed25519';

/**
 * What the centre signs when it has recomputed a device's audit trail up to `seq`: domain g2p/receipt/v1 and the
 * RFC 8785 text of {at, device, head, seq}. The office keeps it as proof that nothing was taken away afterwards.
 */
export function auditReceiptMessage(receipt: {
  readonly deviceId: string;
  readonly seq: number;
  /** Hash of row `seq`, lower-case hex. */
  readonly head: string;
  /** UTC instant with milliseconds. */
  readonly at: string;
}): Uint8Array {
  const { deviceId, seq, head, at } = receipt;
  return domainMessage('g2p/receipt/v1', canonicalJsonBytes({ at, device: deviceId, head, seq }));
}

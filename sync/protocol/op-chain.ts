import { writeU16 } from '#domain/codec/bytes';
import { assert } from '#domain/invariant';
import { domainMessage } from '#domain/signing/ed25519';
import { sha256 as referenceSha256, type Sha256 } from '#domain/signing/sha256';

/** Hash before the first operation of an incarnation: SHA-256(device certificate || incarnation u16). */
export function genesisHash(
  deviceCertificate: Uint8Array,
  incarnation: number,
  sha256: Sha256 = referenceSha256,
): Uint8Array {
  const bytes = new Uint8Array(deviceCertificate.length + 2);
  bytes.set(deviceCertificate);
  writeU16(bytes, deviceCertificate.length, incarnation);
  return sha256(bytes);
}

/** Hash of an operation in its place: SHA-256("g2p/op/v1" 0x00 || hash before || canonical CBOR). */
export function opHash(
  previousHash: Uint8Array,
  opBytes: Uint8Array,
  sha256: Sha256 = referenceSha256,
): Uint8Array {
  assert(previousHash.length === 32, () => 'a chain hash has 32 bytes');
  return sha256(domainMessage('g2p/op/v1', previousHash, opBytes));
}

/** Hashes of a run of operations, each linked to the one before; the last is the new head. */
export function opHashes(
  previousHash: Uint8Array,
  ops: readonly Uint8Array[],
  sha256: Sha256 = referenceSha256,
): readonly Uint8Array[] {
  const hashes: Uint8Array[] = [];
  let head = previousHash;
  for (const opBytes of ops) {
    head = opHash(head, opBytes, sha256);
    hashes.push(head);
  }
  return hashes;
}

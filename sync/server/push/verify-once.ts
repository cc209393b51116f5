import { bytesToHex, concatBytes } from '#domain/codec/bytes';
import type { Verify } from '#domain/signing/ed25519';
import { nodeSha256 } from '../keys/node-signing.ts';

/**
 * Remembers answers while a batch is judged in several rounds. The name of an answer covers signature, key and message
 * (their lengths are fixed, the message comes last), so no answer is ever given for anything else.
 */
export function verifyOnce(verify: Verify): Verify {
  const answers = new Map<string, boolean>();
  return (signature, message, publicKey) => {
    if (signature.length !== 64 || publicKey.length !== 32) return false;
    const name = bytesToHex(nodeSha256(concatBytes(signature, publicKey, message)));
    const known = answers.get(name);
    if (known !== undefined) return known;
    const answer = verify(signature, message, publicKey);
    answers.set(name, answer);
    return answer;
  };
}

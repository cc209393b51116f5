import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { assert } from '#domain/invariant';

const ITERATIONS = 4096;

/**
 * What PostgreSQL stores for a SCRAM-SHA-256 password (RFC 5803). Made here, so that the password itself never
 * stands in a statement, which servers log.
 */
export function scramVerifier(password: string): string {
  assert(
    /^[\x21-\x7e]{16,}$/.test(password),
    () => 'role passwords are 16 printable ASCII characters or more',
  );
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const keyOf = (label: string) => createHmac('sha256', salted).update(label).digest();
  const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64');
  const server = keyOf('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`;
}

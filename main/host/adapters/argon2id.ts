import argon2 from 'argon2';

/**
 * How costly a guess is made. A wrap keeps the number of its profile in its first byte, so costs can rise later.
 * `standard`: 64 MiB, 3 passes. `floor`: 19 MiB, 2 passes, the least OWASP accepts; for tests and very weak PCs.
 */
export type Argon2Profile = 'standard' | 'floor';

const COSTS = {
  1: { memoryKib: 65_536, passes: 3 },
  2: { memoryKib: 19_456, passes: 2 },
} as const;

export type Argon2Version = keyof typeof COSTS;

/** Strongest first; a wrap of a later one is renewed when its owner next signs in. */
const BY_STRENGTH: readonly Argon2Version[] = [1, 2];

export function argon2Version(profile: Argon2Profile): Argon2Version {
  return profile === 'standard' ? 1 : 2;
}

/** The profile a first byte names; undefined for bytes no version of this app ever wrote. */
export function argon2VersionOf(byte: number | undefined): Argon2Version | undefined {
  return BY_STRENGTH.find((version) => version === byte);
}

export function isWeaker(version: Argon2Version, than: Argon2Version): boolean {
  return BY_STRENGTH.indexOf(version) > BY_STRENGTH.indexOf(than);
}

/**
 * 32 bytes from a PIN or passphrase, taken as UTF-8 of its NFKC form so that the same typing on another keyboard
 * gives the same bytes. Runs in the thread pool; the calling thread stays free.
 */
export async function argon2id(
  secret: string,
  salt: Uint8Array,
  version: Argon2Version,
): Promise<Uint8Array> {
  const { memoryKib, passes } = COSTS[version];
  const bytes = Buffer.from(secret.normalize('NFKC'), 'utf8');
  try {
    return await argon2.hash(bytes, {
      type: argon2.argon2id,
      salt: Buffer.from(salt),
      memoryCost: memoryKib,
      timeCost: passes,
      parallelism: 1,
      hashLength: 32,
      raw: true,
    });
  } finally {
    bytes.fill(0);
  }
}

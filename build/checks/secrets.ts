import { at, type SourceFile } from './source-files.ts';

/** Joined from pieces, so that this file does not hold what it looks for. */
const FORBIDDEN: readonly { readonly what: string; readonly shape: RegExp }[] = [
  { what: 'a private key', shape: new RegExp(['-----BEGIN ', '[A-Z0-9 ]*', 'PRIVATE KEY-----'].join('')) },
  { what: 'an access key', shape: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a token of a code host', shape: /\bgh[pousr]_[A-Za-z0-9]{30,}\b/ },
  { what: 'a token of a registry', shape: /\bnpm_[A-Za-z0-9]{30,}\b|_authToken\s*=\s*\S/ },
  {
    what: "a path of somebody's machine",
    shape: /(?<![\w.~-])\/(?:work|home\/[a-z]\w+|Users\/[A-Za-z]\w+|root)\/[\w.-]|\b[A-Z]:\\+Users\\+\w\w/,
  },
];

/** Secrets and machine paths in one file. */
export function findSecrets(file: SourceFile): readonly string[] {
  return FORBIDDEN.flatMap(({ what, shape }) => {
    const match = shape.exec(file.text);
    return match === null ? [] : [`${at(file, match.index)}: ${what}`];
  });
}

/** Addresses in the lock: without them the lock works with every registry, and names none. */
export function lockAddresses(lock: SourceFile): readonly string[] {
  return [...lock.text.matchAll(/"resolved":\s*"[^"]*"/g)].map(
    (match) => `${at(lock, match.index)}: ${match[0]}`,
  );
}

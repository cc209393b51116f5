import { describe, expect, it } from 'vitest';
import { findSecrets, lockAddresses } from './secrets.ts';
import { readProjectFiles } from './source-files.ts';

const files = readProjectFiles(() => true);

describe('the project', () => {
  it(`holds no secret and no path of somebody's machine in ${files.length} files`, () => {
    expect(files.flatMap(findSecrets)).toEqual([]);
  });

  it('has a lock that names no registry', () => {
    expect(readProjectFiles((path) => path === 'package-lock.json').flatMap(lockAddresses)).toEqual([]);
  });
});

/** Joined from pieces, so that this file keeps the law it tests. */
const path = (...parts: readonly string[]): string => parts.join('/');

describe('the check finds', () => {
  it.each([
    ['a key', `-----BEGIN ${'EC'} PRIVATE KEY-----`],
    ['an access key', `id: AKI${'A'}IOSFODNN7EXAMPLE`],
    ['a token', `ghp${'_'}${'a1'.repeat(18)}`],
    ['a registry token', `//registry/:_auth${'Token'}=abc`],
    ['a home', `see ${path('', 'home', 'sam', 'tawi')}`],
    ['a checkout', `at file://${path('', 'work', 'main', 'db')}`],
    ['a Windows home', `C:\\${'Users'}\\sam`],
  ])('%s', (_, text) => {
    expect(findSecrets({ path: 'x.md', text })).toHaveLength(1);
  });

  it.each([
    ['a relative folder', 'see ../work/main and docs/home/page'],
    ['a route', "app.get('/home'); open('/work')"],
    ['a sample home of nobody', `C:\\\\${'Users'}\\\\x ${path('', 'home', 'x', 'a.csv')}`],
    ['a public key', '-----BEGIN PUBLIC KEY-----'],
  ])('nothing wrong with %s', (_, text) => {
    expect(findSecrets({ path: 'x.md', text })).toEqual([]);
  });

  it('an address in a lock', () => {
    const text = '{ "a": { "resolved": "https://registry.example/a.tgz" } }';
    expect(lockAddresses({ path: 'package-lock.json', text })).toHaveLength(1);
  });
});

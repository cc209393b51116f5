import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { breachesOf, mistakesInTable, type Project } from './dependency-rule.ts';
import { createResolver, fileGraph, findCircles } from './import-graph.ts';
import { isCode, listProjectFiles, readProjectFiles } from './source-files.ts';

const dependencies = new Set(Object.keys({ ...packageJson.dependencies, ...packageJson.devDependencies }));

const files = readProjectFiles(isCode);
const resolve = createResolver(new Set(listProjectFiles()), packageJson.imports);

describe('the project', () => {
  it(`keeps the dependency rule in all ${files.length} code files`, () => {
    expect(files.flatMap((file) => breachesOf(file, { resolve, dependencies }))).toEqual([]);
  });

  it('has no circle in its imports', () => {
    expect(findCircles(fileGraph(files, resolve)).map((circle) => circle.join(' -> '))).toEqual([]);
  });

  it('has a table of layers without mistakes', () => {
    expect(mistakesInTable()).toEqual([]);
  });
});

describe('the rule finds', () => {
  const known = [
    'main/domain/result.ts',
    'main/services/redeem.ts',
    'main/contract/contract.ts',
    'db/sqlite/open.ts',
    'main/core.ts',
    'renderer/ui/amount.ts',
    'main/domain/result.test.ts',
    'resources/locales/en/people.json',
  ];
  const project: Project = { resolve: createResolver(new Set(known), packageJson.imports), dependencies };

  it.each([
    [
      'a wrong layer',
      'main/domain/x.ts',
      "import { a } from '#services/redeem';",
      'main/services/redeem.ts (layer services)',
    ],
    [
      'a wrong layer by dynamic import',
      'renderer/x.ts',
      "await import('#db/sqlite/open');",
      'db/sqlite/open.ts',
    ],
    [
      'a wrong layer by import type',
      'main/ports/x.ts',
      "type T = import('#db/sqlite/open').T;",
      'db/sqlite/open.ts',
    ],
    [
      'a wrong layer by re-export',
      'main/contract/x.ts',
      "export { a } from '#services/redeem';",
      'layer services',
    ],
    ['a wrong package', 'main/domain/x.ts', "import fs from 'node:fs';", 'may not import package node:fs'],
    ['a wrong package by require', 'main/services/x.ts', "const a = require('axios');", 'package axios'],
    ['a package that is not ours', 'test/x.ts', "import a from 'left-pad';", 'not in package.json'],
    ['a key store outside its file', 'main/host/adapters/x.ts', "import k from 'keytar';", 'keyring.ts'],
    [
      'a value where only types pass',
      'electron/x.ts',
      "import { startCore } from '#core';",
      'only types of core',
    ],
    ['an import without its ending', 'main/domain/x.ts', "import { a } from './result';", 'leads to no file'],
    [
      'an import of a test',
      'main/domain/x.ts',
      "import { a } from './result.test.ts';",
      'may not import the test',
    ],
    ['an unknown folder', 'main/utils/x.ts', '', 'no layer in build/checks/layers.ts'],
    ['a file at the root', 'x.ts', '', 'no layer'],
  ])('%s', (_, path, text, words) => {
    expect(breachesOf({ path, text }, project)).toEqual([expect.stringContaining(words)]);
  });

  it.each([
    ['the domain in the renderer', 'renderer/ui/x.tsx', "import { ok } from '#domain/result';"],
    ['a locale in the renderer', 'renderer/x.ts', "import en from '../resources/locales/en/people.json';"],
    ['types of the core in the shell', 'electron/x.ts', "import type { Core } from '#core';"],
    ['a real store in a test', 'main/services/x.sqlite.test.ts', "import { open } from '#db/sqlite/open';"],
    ['node in a test', 'main/domain/x.test.ts', "import fs from 'node:fs'; import { it } from 'vitest';"],
    ['deep parts of a package', 'main/domain/x.ts', "import { ed25519 } from '@noble/curves/ed25519.js';"],
  ])('nothing wrong with %s', (_, path, text) => {
    expect(breachesOf({ path, text }, project)).toEqual([]);
  });

  it('a circle through three files, once', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['a']],
      ['d', []],
    ]);
    expect(findCircles(graph)).toEqual([['a', 'b', 'c', 'a']]);
  });
});

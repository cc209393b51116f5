import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isTest, listProjectFiles, projectRoot } from './source-files.ts';

const TESTS = 'build/checks/tsconfig.tests.json';
const BASE = 'build/checks/tsconfig.base.json';

const Config = z.object({
  extends: z.string().optional(),
  compilerOptions: z.record(z.string(), z.unknown()).default({}),
  files: z.array(z.string()).default([]),
  include: z.array(z.string()).default([]),
  exclude: z.array(z.string()).default([]),
  references: z.array(z.object({ path: z.string() })).default([]),
});

const read = (path: string): z.infer<typeof Config> =>
  Config.parse(JSON.parse(readFileSync(join(projectRoot, path), 'utf8')));

const projects = read('tsconfig.json').references.map(({ path }) =>
  posix.normalize(path.endsWith('.json') ? path : `${path}/tsconfig.json`),
);
const folders = projects.filter((path) => path !== TESTS);
const sources = listProjectFiles().filter((path) => /\.[mc]?tsx?$/.test(path));

/** The project that checks a source file: the one of the nearest folder, or the one of all tests. */
function projectOf(path: string): string | undefined {
  if (isTest(path)) return TESTS;
  const around = folders.filter((project) => path.startsWith(`${posix.dirname(project)}/`));
  return around.sort((a, b) => b.length - a.length)[0];
}

describe('the type check', () => {
  it(`reaches each of ${sources.length} sources through a project that the root names`, () => {
    expect(sources.filter((path) => !projects.includes(projectOf(path) ?? ''))).toEqual([]);
  });

  it('leaves out of a folder only its tests and the folders with a project of their own', () => {
    const leaks = folders.flatMap((project) => {
      const folder = posix.dirname(project);
      const { include, exclude } = read(project);
      const nested = folders.map((other) => posix.relative(folder, posix.dirname(other)));
      const odd = exclude.filter((entry) => !/^\*\*\/\*\.test\.tsx?$/.test(entry) && !nested.includes(entry));
      return [
        ...odd.map((entry) => `${project} leaves out ${entry}`),
        ...(include.includes('.') ? [] : [project]),
      ];
    });
    expect(leaks).toEqual([]);
  });

  it('is nowhere laxer than the common ground', () => {
    const strict = Object.entries(read(BASE).compilerOptions).filter(
      ([, value]) => typeof value === 'boolean',
    );
    const lax = projects.flatMap((project) => {
      const { extends: parent, compilerOptions } = read(project);
      const base = posix.join(posix.dirname(project), parent ?? '');
      const changed = strict
        .filter(([name]) => name in compilerOptions)
        .map(([name]) => `${project} sets ${name}`);
      return base === BASE ? changed : [...changed, `${project} extends ${base}`];
    });
    expect(lax).toEqual([]);
  });

  it('knows neither a machine nor a browser in the domain', () => {
    expect(read('main/domain/tsconfig.json').compilerOptions).toMatchObject({ lib: ['es2023'], types: [] });
  });
});

import { describe, expect, it } from 'vitest';
import { listProjectFiles, readProjectFiles } from './source-files.ts';
import {
  type Law,
  noHiddenInput,
  noSelectStar,
  noWayAroundTypes,
  oneDatabaseDoor,
  shortFiles,
  sqlInItsPlace,
} from './source-laws.ts';

const files = readProjectFiles((path) => /\.(?:ts|tsx|mjs|cjs|sql|css|sh)$/.test(path));

const LAWS: readonly (readonly [string, Law])[] = [
  ['keeps every file under 300 lines', shortFiles],
  ['goes nowhere around the type checker', noWayAroundTypes],
  ['names its columns', noSelectStar],
  ['keeps raw SQL in its place', sqlInItsPlace],
  ['opens databases in one place', oneDatabaseDoor],
  ['hides no clock or randomness in rules and use cases', noHiddenInput],
];

describe(`the project, ${files.length} files,`, () => {
  it.each(LAWS)('%s', (_, law) => {
    expect(files.flatMap((file) => law(file))).toEqual([]);
  });

  it('runs from its own root', () => {
    expect(listProjectFiles()).toContain('build/checks/source-laws.test.ts');
  });
});

/** Written apart, so that this file keeps the law it tests. */
const STAR = ['*'].join('');
const statement = (columns: string): string => `SELECT ${columns} FROM person`;

describe('the laws find', () => {
  it.each([
    ['a long file', shortFiles, 'db/x.sql', '\n'.repeat(301)],
    ['any', noWayAroundTypes, 'main/x.ts', 'const a: any = 1;'],
    ['any deep in a type', noWayAroundTypes, 'main/x.ts', 'type A = { b: readonly Record<string, any>[] };'],
    ['a double cast', noWayAroundTypes, 'main/x.ts', 'const a = b as unknown as string;'],
    ['a silenced compiler', noWayAroundTypes, 'main/x.test.ts', '// @ts-ignore\nconst a = 1;'],
    ['an expected error outside a test', noWayAroundTypes, 'main/x.ts', '// @ts-expect-error\nconst a = 1;'],
    ['a star in code', noSelectStar, 'db/x.sql.ts', `const a = '${statement(STAR)}';`],
    ['a star in a template', noSelectStar, 'db/x.ts', `sql\`select p.${STAR} from p where id = \${id}\`;`],
    ['a star in SQL', noSelectStar, 'db/x.sql', `-- all\nCREATE VIEW v AS SELECT DISTINCT ${STAR} FROM t;`],
    ['a query in a repository', sqlInItsPlace, 'db/sqlite/x.ts', `db.prepare('${statement('id')}');`],
    ['a query in a template', sqlInItsPlace, 'db/sqlite/x.ts', 'db.all(sql`delete from ${person}`);'],
    ['a table made in code', sqlInItsPlace, 'sync/server/x.ts', "pool.query('CREATE TABLE t (id int)');"],
    ['SQL outside db', sqlInItsPlace, 'sync/server/x.ts', 'const a = sql`count(1)`;'],
    ['unchecked SQL', sqlInItsPlace, 'db/sqlite/x.ts', 'const a = sql.raw(text);'],
    ['a second door', oneDatabaseDoor, 'db/sqlite/x.ts', "import S from 'better-sqlite3';\nnew S('a.db');"],
    ['a door with the usual name', oneDatabaseDoor, 'main/core.ts', "new Database('a.db');"],
    ['the clock', noHiddenInput, 'main/domain/x.ts', 'const now = Date.now();'],
    ['the date of today', noHiddenInput, 'main/services/x.ts', 'const now = new Date();'],
    ['the date as text', noHiddenInput, 'sync/protocol/x.ts', 'const now = Date();'],
    ['randomness', noHiddenInput, 'main/contract/x.ts', 'const id = Math.random();'],
  ] satisfies readonly (readonly [string, Law, string, string])[])('%s', (_, law, path, text) => {
    expect(law({ path, text })).toHaveLength(1);
  });

  it.each([
    ['a file of 300 lines', shortFiles, 'db/x.sql', '\n'.repeat(300)],
    ['a cast to a brand', noWayAroundTypes, 'main/x.ts', 'const a = b as Minor; const c = [1] as const;'],
    [
      'an expected error in a test',
      noWayAroundTypes,
      'main/x.test.ts',
      '// @ts-expect-error no such name\nf();',
    ],
    ['a count', noSelectStar, 'db/x.sql.ts', `const a = '${statement(`count(${STAR})`)}';`],
    ['an expression for drizzle', sqlInItsPlace, 'db/sqlite/x.ts', 'const a = sql`excluded.version + 1`;'],
    ['an English sentence', sqlInItsPlace, 'main/x.ts', "const a = 'Select a person from the list';"],
    ['the one door', oneDatabaseDoor, 'db/sqlite/open.ts', "import D from 'better-sqlite3';\nnew D('a.db');"],
    ['a date made from text', noHiddenInput, 'main/domain/x.ts', "const d = new Date('2026-01-01');"],
    ['the clock in an adapter', noHiddenInput, 'main/host/adapters/clock.ts', 'const now = Date.now();'],
  ] satisfies readonly (readonly [string, Law, string, string])[])(
    'nothing wrong with %s',
    (_, law, path, text) => {
      expect(law({ path, text })).toEqual([]);
    },
  );
});

import { at, isCode, isTest, type SourceFile } from './source-files.ts';
import { anyText, type ESTree, parseFile, visitFile } from './syntax.ts';

/** A law over single files: returns one sentence per breach. */
export type Law = (file: SourceFile) => readonly string[];

const MAX_LINES = 300;
const COUNTED = /\.(?:ts|tsx|mjs|cjs|sql|css|sh)$/;
const ON_ITS_WAY_TO_A_BUNDLE = /^(?:build|test)\//;
const CLOCKLESS = /^(?:main\/(?:domain|contract|ports|services)|sync\/protocol)\//;
const SQL_STATEMENT = new RegExp(
  [
    String.raw`(?:SELECT|select)\s[\s\S]*\s(?:FROM|from)\s`,
    String.raw`(?:INSERT|insert)\s+(?:OR\s+\w+\s+)?(?:INTO|into)\s`,
    String.raw`(?:UPDATE|update)\s+\S+\s+(?:SET|set)\s`,
    String.raw`(?:DELETE|delete)\s+(?:FROM|from)\s`,
    String.raw`WITH\s+(?:RECURSIVE\s+)?\w+\s*(?:\([^)]*\)\s*)?AS\s`,
    String.raw`(?:CREATE|ALTER|DROP)\s+(?:UNIQUE\s+|VIRTUAL\s+|TEMP\s+)?(?:TABLE|INDEX|VIEW|TRIGGER|ROLE|SCHEMA)\s`,
  ]
    .map((shape) => `^\\s*(?:${shape})`)
    .join('|'),
);

/** No file is longer than 300 lines, tests, SQL, CSS and scripts included. */
export const shortFiles: Law = (file) => {
  if (!COUNTED.test(file.path)) return [];
  const lines = file.text.replace(/\n$/, '').split('\n').length;
  return lines > MAX_LINES ? [`${file.path}: ${lines} lines, ${MAX_LINES} allowed: split it by subject`] : [];
};

/** No way around the compiler: `any`, a double cast, or a comment that silences it. */
export const noWayAroundTypes: Law = (file) => {
  if (!isCode(file.path)) return [];
  const breaches: string[] = [];
  const add = (offset: number, words: string): void => void breaches.push(`${at(file, offset)}: ${words}`);
  visitFile(file, {
    TSAnyKeyword: (node) => add(node.start, 'any: use unknown and parse it'),
    TSAsExpression: (node) => {
      const inner =
        node.expression.type === 'TSAsExpression' ? node.expression.typeAnnotation.type : undefined;
      if (inner === 'TSUnknownKeyword') add(node.start, 'as unknown as: write a parser instead');
    },
  });
  for (const comment of parseFile(file).comments) {
    if (/^\s*@ts-(?:ignore|nocheck)/.test(comment.value)) add(comment.start, 'the compiler is silenced');
    if (/^\s*@ts-expect-error/.test(comment.value) && !isTest(file.path)) {
      add(comment.start, '@ts-expect-error is for tests that prove a compile error');
    }
  }
  return breaches;
};

/** No `SELECT *`: a new column must not appear where nobody asked for it. */
export const noSelectStar: Law = (file) => {
  const starred = /\bselect\s+(?:distinct\s+)?(?:\w+\.)?\*/gi;
  if (file.path.endsWith('.sql')) {
    const text = file.text.replace(/--.*$/gm, (comment) => ' '.repeat(comment.length));
    return [...text.matchAll(starred)].map((match) => `${at(file, match.index)}: name the columns`);
  }
  return textsOf(file)
    .filter(({ text }) => text.search(starred) >= 0)
    .map(({ offset }) => `${at(file, offset)}: name the columns`);
};

/** Whole SQL statements live in `*.sql.ts` (each with its reason), in migrations, in tests and in build scripts. */
export const sqlInItsPlace: Law = (file) => {
  if (file.path.endsWith('.sql.ts') || isTest(file.path) || ON_ITS_WAY_TO_A_BUNDLE.test(file.path)) return [];
  const breaches = textsOf(file)
    .filter(({ text }) => SQL_STATEMENT.test(text))
    .map(({ offset }) => `${at(file, offset)}: raw SQL belongs in a *.sql.ts file or a migration`);
  if (!isCode(file.path)) return breaches;
  visitFile(file, {
    TaggedTemplateExpression: (node) => {
      if (node.tag.type !== 'Identifier' || node.tag.name !== 'sql' || file.path.startsWith('db/')) return;
      breaches.push(`${at(file, node.start)}: SQL belongs in db/`);
    },
    CallExpression: (node) => {
      if (!isMember(node.callee, 'sql', 'raw')) return;
      breaches.push(`${at(file, node.start)}: sql.raw belongs in a *.sql.ts file`);
    },
  });
  return breaches;
};

/** The replica is opened in one place; tests and measurements may open files of their own. */
export const oneDatabaseDoor: Law = (file) => {
  if (!isCode(file.path) || file.path === 'db/sqlite/open.ts') return [];
  if (isTest(file.path) || ON_ITS_WAY_TO_A_BUNDLE.test(file.path)) return [];
  const names = new Set(['Database']);
  for (const { moduleRequest, entries } of parseFile(file).module.staticImports) {
    if (moduleRequest.value !== 'better-sqlite3') continue;
    for (const entry of entries) names.add(entry.localName.value);
  }
  const breaches: string[] = [];
  visitFile(file, {
    NewExpression: (node) => {
      if (node.callee.type !== 'Identifier' || !names.has(node.callee.name)) return;
      breaches.push(`${at(file, node.start)}: only db/sqlite/open.ts opens a database`);
    },
  });
  return breaches;
};

/** Rules and use cases get time and ids as arguments, so that office and centre decide alike. */
export const noHiddenInput: Law = (file) => {
  if (!isCode(file.path) || isTest(file.path) || !CLOCKLESS.test(file.path)) return [];
  const breaches: string[] = [];
  const add = (node: ESTree.Node, words: string): void =>
    void breaches.push(
      `${at(file, node.start)}: ${words} is hidden input: take it as an argument or from a port`,
    );
  visitFile(file, {
    MemberExpression: (node) => {
      if (isMember(node, 'Date', 'now')) add(node, 'Date.now');
      if (isMember(node, 'Math', 'random')) add(node, 'Math.random');
    },
    NewExpression: (node) => {
      if (isNamed(node.callee, 'Date') && node.arguments.length === 0) add(node, 'new Date()');
    },
    CallExpression: (node) => {
      if (isNamed(node.callee, 'Date')) add(node, 'Date()');
    },
  });
  return breaches;
};

function textsOf(file: SourceFile): readonly { readonly text: string; readonly offset: number }[] {
  if (!isCode(file.path)) return [];
  const texts: { readonly text: string; readonly offset: number }[] = [];
  const add = (node: ESTree.Node): void => {
    const text = anyText(node);
    if (text !== undefined) texts.push({ text, offset: node.start });
  };
  visitFile(file, { Literal: add, TemplateLiteral: add });
  return texts;
}

function isNamed(node: ESTree.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function isMember(node: ESTree.Node, object: string, property: string): boolean {
  return node.type === 'MemberExpression' && isNamed(node.object, object) && isNamed(node.property, property);
}

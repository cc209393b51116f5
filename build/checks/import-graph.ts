import { posix } from 'node:path';
import { isCode, type SourceFile } from './source-files.ts';
import { constantText, parseFile, visitFile } from './syntax.ts';

/** One import as written: where it stands, what it names and whether only types come through it. */
export type ImportUse = { readonly specifier: string; readonly offset: number; readonly typeOnly: boolean };

/** What an import leads to: a file of the project, an installed package, or nothing. */
export type ImportTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'nothing' };

/** Every import of a file: static, re-exported, dynamic with a fixed name, `import('x').T` and `require`. */
export function readImports(file: SourceFile): readonly ImportUse[] {
  const uses: ImportUse[] = [];
  const { module } = parseFile(file);
  for (const { moduleRequest, entries } of module.staticImports) {
    const typeOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    uses.push({ specifier: moduleRequest.value, offset: moduleRequest.start, typeOnly });
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest === null) continue;
      uses.push({ specifier: moduleRequest.value, offset: moduleRequest.start, typeOnly: isType });
    }
  }
  const add = (specifier: string | undefined, offset: number, typeOnly: boolean): void => {
    if (specifier !== undefined) uses.push({ specifier, offset, typeOnly });
  };
  visitFile(file, {
    ImportExpression: (node) => add(constantText(node.source), node.start, false),
    TSImportType: (node) => add(constantText(node.source), node.start, true),
    TSExternalModuleReference: (node) => add(constantText(node.expression), node.start, false),
    CallExpression: (node) => {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'require') return;
      add(constantText(node.arguments[0]), node.start, false);
    },
  });
  return uses;
}

/** The package part of a specifier: `@scope/name/deep` -> `@scope/name`, `node:fs` stays whole. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Makes the resolver for a set of files and the `imports` of package.json; a file must exist as written. */
export function createResolver(
  paths: ReadonlySet<string>,
  aliases: Readonly<Record<string, string>>,
): (specifier: string, from: string) => ImportTarget {
  const fileOrNothing = (path: string): ImportTarget =>
    paths.has(path) ? { kind: 'file', path } : { kind: 'nothing' };
  return (specifier, from) => {
    const bare = specifier.split('?', 1).join('');
    if (bare.startsWith('.')) return fileOrNothing(posix.join(posix.dirname(from), bare));
    if (!bare.startsWith('#')) return { kind: 'package', name: packageOf(bare) };
    for (const [pattern, target] of Object.entries(aliases)) {
      const path = expandAlias(bare, pattern, target);
      if (path !== undefined) return fileOrNothing(path);
    }
    return { kind: 'nothing' };
  };
}

function expandAlias(specifier: string, pattern: string, target: string): string | undefined {
  const [head = '', tail] = pattern.split('*');
  if (tail === undefined) return specifier === pattern ? posix.normalize(target) : undefined;
  if (!specifier.startsWith(head) || !specifier.endsWith(tail)) return undefined;
  const middle = specifier.slice(head.length, specifier.length - tail.length);
  return posix.normalize(target.replace('*', middle));
}

/** The files each code file imports, types included: a circle of types is a circle too. */
export function fileGraph(
  files: readonly SourceFile[],
  resolve: (specifier: string, from: string) => ImportTarget,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    files.map((file) => [
      file.path,
      readImports(file)
        .map(({ specifier }) => resolve(specifier, file.path))
        .flatMap((target) => (target.kind === 'file' && isCode(target.path) ? [target.path] : [])),
    ]),
  );
}

/** The circles of a graph, each once, as the list of files walked; empty when there is none. */
export function findCircles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const done = new Set<string>();
  const circles: (readonly string[])[] = [];
  const walk = (node: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(node);
    if (seenAt >= 0) {
      circles.push([...trail.slice(seenAt), node]);
      return;
    }
    if (done.has(node)) return;
    for (const next of graph.get(node) ?? []) walk(next, [...trail, node]);
    done.add(node);
  };
  for (const node of graph.keys()) walk(node, []);
  return circles;
}

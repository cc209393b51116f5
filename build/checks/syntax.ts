import { type ESTree, type ParseResult, parseSync, Visitor, type VisitorObject } from 'vite';
import type { SourceFile } from './source-files.ts';

export type { ESTree } from 'vite';

/**
 * Parses one file with the parser that Vite ships (Oxc). TypeScript 7 is a native program without the JavaScript
 * API that `ts.preProcessFile` belonged to. A file that does not parse is an error, never an empty result.
 */
export function parseFile(file: SourceFile): ParseResult {
  const result = parseSync(file.path, file.text);
  const [first] = result.errors;
  if (first !== undefined) throw new Error(`${file.path} does not parse: ${first.message}`);
  return result;
}

/** Runs the handlers of `visitor` over every node of the file. */
export function visitFile(file: SourceFile, visitor: VisitorObject): void {
  new Visitor(visitor).visit(parseFile(file).program);
}

/** The text of a string literal or of a template without holes; undefined for everything else. */
export function constantText(node: ESTree.Node | null | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

/** All fixed text of a literal or template; each hole becomes `{}`. Undefined for everything else. */
export function anyText(node: ESTree.Node | null | undefined): string | undefined {
  if (node?.type !== 'TemplateLiteral') return constantText(node);
  return node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw).join('{}');
}

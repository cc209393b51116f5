import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One file of the project: its path from the root with forward slashes, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

/** The root of the checkout, with its final separator. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

const IGNORED_FOLDERS = new Set(['.git', 'node_modules', 'out', 'coverage', '.tawi', '.idea', '.vscode']);
const BINARY = /\.(?:ico|icns|png|jpe?g|gif|webp|woff2?|ttf|otf|pdf|xlsx|zip|gz|db|wasm|bin|node)$/i;
const CODE = /\.(?:ts|tsx|mts|cts|js|mjs|cjs|jsx)$/;
const TEST = /\.test\.tsx?$/;

/** Every file that belongs to the project, sorted; what .gitignore names is left out. */
export function listProjectFiles(): readonly string[] {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) {
        if (!IGNORED_FOLDERS.has(entry.name)) visit(join(folder, entry.name));
      } else if (entry.isFile() && !/\.(?:log|tsbuildinfo)$/.test(entry.name)) {
        found.push(relative(projectRoot, join(folder, entry.name)).split(sep).join('/'));
      }
    }
  };
  visit(projectRoot);
  return found.sort();
}

/** Reads the project's files whose path passes `wanted`; binary files are never read. */
export function readProjectFiles(wanted: (path: string) => boolean): readonly SourceFile[] {
  return listProjectFiles()
    .filter((path) => !BINARY.test(path) && wanted(path))
    .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }));
}

/** True for TypeScript and JavaScript. */
export function isCode(path: string): boolean {
  return CODE.test(path);
}

/** True for a test file, which lives beside its source and may reach across layers. */
export function isTest(path: string): boolean {
  return TEST.test(path);
}

/** `path:line`, so that a finding can be clicked. */
export function at(file: SourceFile, offset: number): string {
  return `${file.path}:${file.text.slice(0, offset).split('\n').length}`;
}

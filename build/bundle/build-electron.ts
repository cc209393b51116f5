import { cpSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { z } from 'zod';

export type ElectronBuild = {
  /** True for what is shipped: practice deployments, developer tools and debugging switches are refused. */
  readonly release: boolean;
  /** Full distinguished name of who signs updates; without one the build takes none. */
  readonly publisher?: string;
  /** out/electron unless given; it must lie in the checkout, where the native modules are found. */
  readonly outDir?: string;
};

/** Native modules and what Electron brings itself stay outside the bundles. */
const OUTSIDE = ['electron', 'better-sqlite3', 'keytar', 'argon2'];
const ENTRIES = [
  { entry: 'electron/main.ts', file: 'main.mjs', format: 'es' },
  { entry: 'electron/core/core-entry.ts', file: 'core-entry.mjs', format: 'es' },
  { entry: 'electron/preload.ts', file: 'preload.cjs', format: 'cjs' },
] as const;

/**
 * Bundles Electron's main process, the core's process and the preload into out/electron, beside out/renderer. Facts
 * of the build are written into the code, where no switch reaches them.
 */
export async function buildElectron(root: string, facts: ElectronBuild): Promise<void> {
  const { release, publisher = '', outDir = path.join(root, 'out/electron') } = facts;
  rmSync(outDir, { recursive: true, force: true });
  const packageJson: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(packageJson);
  for (const { entry, file, format } of ENTRIES) {
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      define: {
        TAWI_RELEASE: JSON.stringify(release),
        TAWI_VERSION: JSON.stringify(version),
        TAWI_PUBLISHER: JSON.stringify(publisher),
      },
      ssr: { noExternal: true, external: OUTSIDE },
      build: {
        ssr: path.join(root, entry),
        outDir,
        emptyOutDir: false,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          external: [...OUTSIDE, /^keytar\//, /^node:/],
          output: { format, entryFileNames: file, codeSplitting: false },
        },
      },
    });
  }
  cpSync(path.join(root, 'db/sqlite/migrations'), path.join(outDir, 'migrations'), { recursive: true });
}

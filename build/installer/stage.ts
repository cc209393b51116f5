import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { lockSubset } from './lock-subset.ts';

/**
 * `stage.ts linux|win32`: makes out/app, the folder that is packed: the bundles, the native modules of the target
 * from our own lock, and the list of their fingerprints that the start checks (electron/guards/native-files.ts).
 */
const NATIVES = ['argon2', 'better-sqlite3', 'keytar'] as const;
/** Sources and what only a build would need. */
const LEFT_OUT = [
  'better-sqlite3/deps',
  'better-sqlite3/src',
  'better-sqlite3/binding.gyp',
  'argon2/argon2',
  'argon2/argon2.cpp',
  'argon2/binding.gyp',
];

const Platform = z.enum(['linux', 'win32']);
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
const Project = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  description: z.string(),
  dependencies: z.record(z.string(), z.string()),
});

const root = path.resolve(import.meta.dirname, '../..');
const app = path.join(root, 'out/app');
const platform = Platform.parse(process.argv[2]);
const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const writeJson = (file: string, value: unknown): void =>
  writeFileSync(path.join(app, file), `${JSON.stringify(value, null, 2)}\n`);

rmSync(app, { recursive: true, force: true });
mkdirSync(app, { recursive: true });
cpSync(path.join(root, 'out/electron-release'), path.join(app, 'electron'), { recursive: true });
cpSync(path.join(root, 'out/renderer'), path.join(app, 'renderer'), { recursive: true });
const { name, version, license, description, dependencies } = Project.parse(readJson('package.json'));
const packageJson = {
  name,
  version,
  license,
  description,
  type: 'module',
  main: 'electron/main.mjs',
  desktopName: 'tawi.desktop',
  homepage: 'https://tawi.example',
  author: { name: 'Tawi', email: 'support@tawi.example' },
  dependencies: Object.fromEntries(NATIVES.map((native) => [native, dependencies[native]])),
};
writeJson('package.json', packageJson);
writeJson('package-lock.json', {
  name,
  version,
  lockfileVersion: 3,
  requires: true,
  packages: { '': packageJson, ...lockSubset(Lock.parse(readJson('package-lock.json')).packages, NATIVES) },
});
const target = [`--os=${platform}`, '--cpu=x64', ...(platform === 'linux' ? ['--libc=glibc'] : [])];
execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', ...target], {
  cwd: app,
  stdio: 'inherit',
});
rmSync(path.join(app, 'package-lock.json'));
for (const part of LEFT_OUT) rmSync(path.join(app, 'node_modules', part), { recursive: true, force: true });

const shipped: Record<string, string> = {};
for (const file of nativeFiles()) {
  if (isForTarget(file))
    shipped[file] = createHash('sha256')
      .update(readFileSync(path.join(app, file)))
      .digest('hex');
  else rmSync(path.join(app, file));
}
if (Object.keys(shipped).length !== NATIVES.length) {
  throw new Error(
    `one native module each for ${NATIVES.join(', ')} expected: ${Object.keys(shipped).join(', ')}`,
  );
}
writeJson('electron/native-files.json', shipped);

/** The packages name platform and processor in the path; on Linux the one for glibc is taken. */
function isForTarget(file: string): boolean {
  return new RegExp(`(?:^|[/.-])${platform}-x64(?![a-z0-9])`).test(file) && !file.includes('musl');
}

function nativeFiles(): readonly string[] {
  return readdirSync(path.join(app, 'node_modules'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.node'))
    .map((entry) => path.relative(app, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

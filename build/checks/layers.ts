/** One layer: which folders or files it is, and what may be imported into it. */
export type Layer = {
  readonly name: string;
  /** Folders (ending in `/`) or single files. The longest match decides the layer of a file. */
  readonly at: readonly string[];
  /** Layers it may import besides itself; `*` is all. */
  readonly layers: readonly string[];
  /** Layers of which it may import types only. */
  readonly typesOf?: readonly string[];
  /** Packages it may import; a trailing `*` stands for any ending. */
  readonly packages: readonly string[];
};

/**
 * The dependency rule as one table. A folder that is not here is a failure, so adding a folder means deciding
 * where it stands. Test files may import every layer, plus {@link TEST_PACKAGES}.
 */
export const LAYERS: readonly Layer[] = [
  { name: 'domain', at: ['main/domain/'], layers: [], packages: ['@noble/curves', '@noble/hashes'] },
  { name: 'contract', at: ['main/contract/'], layers: ['domain'], packages: ['zod'] },
  {
    name: 'ports',
    at: ['main/ports/'],
    layers: ['domain', 'contract'],
    typesOf: ['sync-protocol'],
    packages: [],
  },
  { name: 'host', at: ['main/host/'], layers: ['domain', 'contract', 'ports'], packages: ['zod'] },
  {
    name: 'host-adapters',
    at: ['main/host/adapters/'],
    layers: ['domain', 'contract', 'ports', 'host'],
    packages: ['node:*', 'exceljs', 'csv-parse', 'yauzl', 'keytar', 'argon2', 'pino', 'zod', '@noble/*'],
  },
  {
    name: 'services',
    at: ['main/services/'],
    layers: ['domain', 'contract', 'ports', 'host', 'sync-protocol'],
    packages: [],
  },
  { name: 'db-codec', at: ['db/codec/'], layers: ['domain'], packages: ['node:*'] },
  {
    name: 'db-sqlite',
    at: ['db/sqlite/'],
    layers: ['domain', 'ports', 'db-codec', 'sync-protocol'],
    typesOf: ['contract'],
    packages: ['better-sqlite3', 'drizzle-orm', 'node:*'],
  },
  {
    name: 'db-postgres',
    at: ['db/postgres/'],
    layers: ['domain', 'db-codec', 'sync-protocol'],
    packages: ['drizzle-orm', 'pg', 'pg-copy-streams', 'node:*'],
  },
  {
    name: 'db-seed',
    at: ['db/seed/'],
    layers: ['domain', 'db-codec', 'sync-protocol'],
    packages: ['node:*'],
  },
  { name: 'sync-protocol', at: ['sync/protocol/'], layers: ['domain'], packages: ['zod'] },
  {
    name: 'sync-client',
    at: ['sync/client/'],
    layers: ['domain', 'contract', 'ports', 'sync-protocol'],
    packages: ['axios', '@noble/*', 'node:*'],
  },
  {
    name: 'sync-server',
    at: ['sync/server/'],
    layers: ['domain', 'db-codec', 'db-postgres', 'db-seed', 'sync-protocol'],
    packages: [
      'fastify',
      'fastify-*',
      '@fastify/*',
      'zod',
      'pg',
      'pino',
      'prom-client',
      '@aws-sdk/*',
      'graphile-worker',
      'jose',
      'openid-client',
      'argon2',
      'node:*',
    ],
  },
  {
    name: 'sync-cli',
    at: ['sync/cli/'],
    layers: ['domain', 'db-postgres', 'db-seed', 'sync-protocol', 'sync-server'],
    packages: ['node:*'],
  },
  {
    name: 'core',
    at: ['main/core.ts', 'main/core/'],
    layers: [
      'domain',
      'contract',
      'ports',
      'host',
      'host-adapters',
      'services',
      'db-codec',
      'db-sqlite',
      'sync-protocol',
      'sync-client',
    ],
    packages: ['node:*'],
  },
  {
    name: 'cli',
    at: ['main/cli/'],
    layers: ['domain', 'contract', 'ports', 'host', 'host-adapters', 'core', 'sync-protocol'],
    packages: ['node:*'],
  },
  {
    name: 'browser-host',
    at: ['main/browser-host/'],
    layers: ['domain', 'contract', 'ports', 'host', 'host-adapters', 'core'],
    packages: ['node:*'],
  },
  {
    name: 'electron',
    at: ['electron/'],
    layers: ['domain', 'contract', 'ports', 'host', 'host-adapters', 'resources'],
    typesOf: ['core'],
    packages: ['electron', 'electron-updater', 'node:*'],
  },
  // Runs in a process of its own and is the only file of the shell that meets the core itself.
  {
    name: 'electron-core-entry',
    at: ['electron/core/core-entry.ts'],
    layers: ['domain', 'core', 'electron'],
    packages: [],
  },
  {
    name: 'renderer',
    at: ['renderer/'],
    layers: ['domain', 'contract', 'resources'],
    packages: [
      'react',
      'react-dom',
      'react-hook-form',
      'react-i18next',
      'i18next',
      '@hookform/resolvers',
      '@mantine/*',
      '@tanstack/*',
      '@fontsource-variable/*',
      '@getodk/xforms-engine',
      'dayjs',
      'get-nonce',
      'qrcode',
      'recharts',
      'temporal-polyfill',
      'zod',
      'zxing-wasm',
    ],
  },
  { name: 'resources', at: ['resources/'], layers: [], packages: [] },
  { name: 'build', at: ['build/'], layers: ['*'], packages: ['*'] },
  { name: 'test', at: ['test/'], layers: ['*'], packages: ['*'] },
];

/** Packages every test file may import. */
export const TEST_PACKAGES: readonly string[] = ['vitest', 'vitest/*', 'fast-check', 'node:*'];

/** Packages that may be imported (outside tests and build/) by one file or folder only, and why. */
export const SINGLE_HOMES: readonly { readonly name: string; readonly at: string; readonly why: string }[] = [
  { name: 'keytar', at: 'main/host/adapters/keyring.ts', why: 'one place talks to the key store' },
  { name: 'electron', at: 'electron/', why: 'the core runs without Electron' },
  { name: 'electron-updater', at: 'electron/', why: 'the core runs without Electron' },
  { name: 'better-sqlite3', at: 'db/sqlite/', why: 'one place opens the encrypted replica' },
];

/** The layer of a file, or undefined when the table does not know its folder. */
export function layerOf(path: string): Layer | undefined {
  let best: { readonly layer: Layer; readonly length: number } | undefined;
  for (const layer of LAYERS) {
    for (const place of layer.at) {
      const inside = place.endsWith('/') ? path.startsWith(place) : path === place;
      if (inside && place.length > (best?.length ?? 0)) best = { layer, length: place.length };
    }
  }
  return best?.layer;
}

/** True when `name` is one of `patterns`; a pattern may end in `*`. */
export function matchesPackage(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
  );
}

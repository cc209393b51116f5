import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const alias = { electron: fileURLToPath(new URL('./setup/electron-stub.ts', import.meta.url)) };

const notSource = ['**/node_modules/**', '**/out/**', '**/coverage/**', '**/.tawi/**'];
const sqlite = ['**/*.sqlite.test.ts'];
const postgres = ['**/*.pg.test.ts'];
const keyring = ['**/*.keyring.test.ts'];
const e2e = ['test/e2e/**/*.e2e.test.ts', 'test/electron/**/*.e2e.test.ts'];
const external = ['**/*.external.test.ts'];

/** What every project shares: no global `it`, a clean slate after each test, and a stand-in for Electron. */
const shared = {
  root,
  environment: 'node',
  exclude: notSource,
  restoreMocks: true,
  unstubEnvs: true,
  unstubGlobals: true,
} as const;

export default defineConfig({
  root,
  test: {
    passWithNoTests: true,
    slowTestThreshold: 500,
    coverage: { provider: 'v8', reportsDirectory: 'coverage', include: ['main/**', 'db/**', 'sync/**'] },
    projects: [
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'unit',
          pool: 'threads',
          isolate: false,
          setupFiles: ['test/setup/clean-slate.ts'],
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...notSource, ...sqlite, ...postgres, ...keyring, ...e2e, ...external],
        },
      },
      {
        resolve: { alias },
        test: { ...shared, name: 'sqlite', include: sqlite, testTimeout: 20_000, hookTimeout: 20_000 },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'pg',
          include: postgres,
          globalSetup: ['test/setup/postgres.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: { ...shared, name: 'keyring', include: keyring, fileParallelism: false, testTimeout: 30_000 },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'e2e',
          include: e2e,
          globalSetup: ['test/e2e/setup/build-screens.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

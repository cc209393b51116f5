import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests that need data or services from outside the checkout. They skip, by name, when these are missing. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: {
    alias: { electron: fileURLToPath(new URL('./setup/electron-stub.ts', import.meta.url)) },
  },
  test: {
    name: 'external',
    include: ['test/external/**/*.external.test.ts'],
    fileParallelism: false,
    passWithNoTests: true,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});

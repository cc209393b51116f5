import { describe, expect, it } from 'vitest';
import { type AppliedMigration, type MigrationFile, planMigrations } from './migration-files.ts';

function file(number: number, sha256 = `sha-${number}`): MigrationFile {
  return { number, name: `step-${number}`, sql: '', sha256, minSafeVersion: 1 };
}

function applied(number: number, minSafeVersion = 1, appVersion = '0.1.0'): AppliedMigration {
  return { number, name: `step-${number}`, sha256: `sha-${number}`, minSafeVersion, appVersion };
}

describe('planMigrations', () => {
  it.each([
    ['a new database gets all', [file(10), file(20)], [], [10, 20]],
    ['an older one gets the rest', [file(10), file(20), file(30)], [applied(10)], [20, 30]],
    ['a current one gets none', [file(10)], [applied(10)], []],
    ['a newer one that is still safe gets none', [file(10)], [applied(10), applied(20, 10)], []],
  ])('%s', (_name, files, done, expected) => {
    const plan = planMigrations(files, done);
    expect(plan.ok && plan.value.map((step) => step.number)).toEqual(expected);
  });

  it('refuses a database that needs a newer app, naming the schema and the app that knows it', () => {
    const done = [applied(10), applied(20, 20, '0.2.0'), applied(30, 30, '0.3.0'), applied(40, 30, '0.4.0')];
    expect(planMigrations([file(10)], done)).toEqual({
      ok: false,
      error: {
        code: 'db/newer-than-app',
        databaseSchema: 40,
        appSchema: 10,
        neededSchema: 30,
        neededAppVersion: '0.3.0',
      },
    });
  });

  it.each([
    ['edited', [file(10, 'other'), file(20)], [applied(10)], 10],
    ['missing', [file(20)], [applied(10)], 10],
    ['late', [file(10), file(15), file(20)], [applied(10), applied(20)], 15],
  ] as const)('refuses a history with a migration %s', (reason, files, done, number) => {
    expect(planMigrations(files, done)).toEqual({
      ok: false,
      error: { code: 'db/migration-changed', number, name: `step-${number}`, reason },
    });
  });
});

import { expect, test } from 'vitest';
import { contract } from '#contract/contract';
import { actionText } from './audit-words.ts';

const key = ((name: string) => name) as Parameters<typeof actionText>[0];
const audited = Object.entries(contract).flatMap(([method, declared]) =>
  'audit' in declared && declared.audit !== null ? [[method, declared.audit] as const] : [],
);

test('everything the contract writes into the trail has words', () => {
  const names = audited.map(([, name]) => name);
  expect(names.filter((name) => !actionText(key, name).startsWith('audit:did-'))).toEqual([]);
  expect(['job.done', 'job.failed', 'job.cancelled'].map((name) => actionText(key, name))).toEqual([
    'audit:did-job-done',
    'audit:did-job-failed',
    'audit:did-job-cancelled',
  ]);
});

test('a refused call is told by what it would have been', () => {
  expect(
    audited.map(([method, name]) => actionText(key, `${method}.refused`) === actionText(key, name)),
  ).toEqual(audited.map(() => true));
});

test('a name nobody knows is shown as it is', () => {
  expect(actionText(key, 'tomorrow.done')).toBe('tomorrow.done');
});

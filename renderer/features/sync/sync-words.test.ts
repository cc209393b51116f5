import { expect, test } from 'vitest';
import { syncFailureCodes } from '#sync/client/sync-failure';
import { opTypes } from '#sync/protocol/op-types';
import { verdictCodes } from '#sync/protocol/wire';
import { failureText, operationText, verdictText } from './sync-words.ts';

/** Gives the key back, so that only a code without a text of its own falls through. */
const key = ((name: string) => name) as Parameters<typeof verdictText>[0];

test('every verdict of the centre has a text of its own', () => {
  expect(verdictCodes.map((code) => verdictText(key, code))).toEqual(
    verdictCodes.map((code) => `sync:verdict/${code}`),
  );
});

test('every failure of a try has a text, and every operation a name, each its own', () => {
  const failures = syncFailureCodes.map((code) => failureText(key, code));
  expect(failures).not.toContain('sync:fail-unknown');
  const names = Object.keys(opTypes).map((type) => operationText(key, type));
  expect(names.filter((name) => !name.startsWith('sync:op-'))).toEqual([]);
  expect(new Set([...failures, ...names]).size).toBe(failures.length + names.length);
});

test('a code of a newer centre is shown as it is', () => {
  const holes = ((name: string, data: object) => `${name} ${JSON.stringify(data)}`) as Parameters<
    typeof verdictText
  >[0];
  expect(verdictText(holes, 'TOMORROW')).toBe('sync:verdict-unknown {"code":"TOMORROW"}');
});

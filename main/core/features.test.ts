import { expect, test } from 'vitest';
import { contract } from '#contract/contract';
import type { OfficeDoor } from '#host/office-door';
import type { SyncControl } from '#host/sync-control';
import { collectFeatures } from './features.ts';

const never = (): never => {
  throw new Error('not called while collecting');
};
const door: OfficeDoor = {
  state: never,
  unlock: never,
  activate: never,
  lock: never,
  setLanguage: never,
  language: never,
};
const sync: SyncControl = { status: never, syncNow: never, fetchDocument: never };

test('every method of the contract has its handler, under its own name', () => {
  const { handlers } = collectFeatures({ door, sync, probes: [] });
  expect(Object.keys(handlers).sort()).toEqual(Object.keys(contract).sort());
  for (const [name, handler] of Object.entries(handlers)) expect(handler.name).toBe(name);
});

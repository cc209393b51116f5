import { utf8Encode } from '#domain/codec/utf8';
import { uuidFromHash } from '#domain/codec/uuid';
import { sha256 } from '#domain/signing/sha256';
import type { PracticeOfficeKey } from './practice-users.ts';

/** Ids of the practice deployment: the same everywhere, so that a half-made one can be finished and scripts can name rows. */
const idOf = (...parts: readonly (string | number)[]): string =>
  uuidFromHash(sha256(utf8Encode(['practice', ...parts].join('|'))));

export const practiceIds = {
  tenant: idOf('tenant'),
  program: idOf('program'),
  area: (code: string): string => idOf('area', code),
  office: (key: PracticeOfficeKey): string => idOf('office', key),
  cycle: (cycleNo: number): string => idOf('cycle', cycleNo),
  /** By place in the list of providers. */
  provider: (index: number): string => idOf('provider', index),
  user: (login: string): string => idOf('user', login),
  person: (login: string): string => idOf('person', login),
} as const;

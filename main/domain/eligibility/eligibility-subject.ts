import type { PlainDate } from '../time/plain-date.ts';
import type { Scalar } from './expression.ts';

/**
 * What the rules may look at: a person or a group with its members. `facts` holds answers, registrant columns the
 * programme uses (gender, kind) and derived facts of the household. `areaIds` is the own area and all above it;
 * `idTypes` are the types of unexpired identifiers. Scores are in millionths.
 */
export type EligibilitySubject = {
  readonly facts: Readonly<Record<string, Scalar | null>>;
  readonly birthDate: PlainDate | null;
  readonly areaIds: readonly string[];
  readonly idTypes: readonly string[];
  readonly programs: readonly { readonly programId: string; readonly state: string }[];
  readonly pmtScoreMicro: number | null;
  readonly members: readonly EligibilitySubject[];
};

/** The day the rules are asked for. */
export type EligibilityContext = { readonly today: PlainDate };

import type { Failure, ParsedOf } from '#contract/contract';
import { hasPermission } from '#domain/identity/permissions';
import { identifierKey } from '#domain/registry/identifier';
import { err, ok, type Result } from '#domain/result';
import type { Actor, ReadTx } from '#ports/store';
import type { CheckedMember } from './check-input.ts';

type Decisions = ParsedOf<'registry.saveHousehold'>['duplicateDecisions'];
type SameIdExists = Failure<'registry/same-id-exists'>;

/** What lets a second record with the same document be made: somebody looked and said so. */
const PASSES: ReadonlySet<string> = new Set(['different', 'later']);

/**
 * A new person whose document somebody else here holds already, or another member of the same form. Only who may
 * decide duplicates passes it, by a decision about that very record (UX 4.4); the registry keeps both on purpose.
 */
export function checkSameIdentifiers(
  tx: ReadTx,
  members: readonly CheckedMember[],
  decisions: Decisions,
  { roles }: Pick<Actor, 'roles'>,
): Result<void, SameIdExists> {
  const mayPass = hasPermission(roles, 'dedup.decide');
  const inForm = new Map<string, number>();
  for (const [memberIndex, member] of members.entries()) {
    if (member.kind === 'known') continue;
    for (const { idType, value } of member.draft.identifiers) {
      const mark = `${idType}:${identifierKey(value)}`;
      const otherIndex = inForm.get(mark);
      if (otherIndex !== undefined)
        return err({ code: 'registry/same-id-exists', data: { memberIndex, idType, otherIndex } });
      inForm.set(mark, memberIndex);
      const isPassed = (registrantId: string) =>
        mayPass &&
        decisions.some(
          (one) =>
            one.memberIndex === memberIndex && one.registrantId === registrantId && PASSES.has(one.decision),
        );
      const holder = tx.registry.holdersOf(idType, value).find((registrantId) => !isPassed(registrantId));
      if (holder === undefined) continue;
      const name = tx.rows.get('registrant', holder)?.name ?? '';
      return err({
        code: 'registry/same-id-exists',
        data: { memberIndex, idType, registrantId: holder, name },
      });
    }
  }
  return ok(undefined);
}

import { useCallback, useState } from 'react';
import { changeMember, type HouseholdEntry, type MemberEntry, removeMember } from './household-entry.ts';
import { type MemberField, memberFieldId, type Problem, withoutField } from './household-problems.ts';

const fieldOfPatch: ReadonlyMap<string, MemberField> = new Map([
  ['givenName', 'given'],
  ['familyName', 'family'],
  ['localName', 'local'],
  ['gender', 'sex'],
  ['birthDate', 'birth'],
  ['phone', 'phone'],
  ['idType', 'id'],
  ['idValue', 'id'],
  ['relationship', 'relation'],
]);

/** What is typed, and what was found wrong with it: changing a field takes its complaint away. */
export function useEntry(start: HouseholdEntry) {
  const [entry, setEntry] = useState(start);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const change = useCallback((patch: Partial<HouseholdEntry>, fieldId?: string) => {
    setEntry((now) => ({ ...now, ...patch }));
    if (fieldId !== undefined) setProblems((now) => withoutField(now, fieldId));
  }, []);
  const changePerson = useCallback((entryId: string, patch: Partial<MemberEntry>) => {
    setEntry((now) => changeMember(now, entryId, patch));
    for (const key of Object.keys(patch)) {
      const field = fieldOfPatch.get(key);
      if (field !== undefined) setProblems((now) => withoutField(now, memberFieldId(entryId, field)));
    }
  }, []);
  const removePerson = useCallback((entryId: string) => setEntry((now) => removeMember(now, entryId)), []);
  return { entry, setEntry, change, changePerson, removePerson, problems, setProblems };
}

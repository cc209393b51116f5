import { useCallback, useRef, useState } from 'react';
import { type DecisionEntry, type MemberEntry, realMembers } from './household-entry.ts';
import type { HouseholdForm } from './use-household-form.ts';
import { type Found, type SimilarPerson, useSimilar } from './use-similar.ts';

export type SimilarPeople = ReturnType<typeof useSimilarPeople>;

/**
 * Similar people of every row: found for the row that has the focus and kept, so that none is forgotten before the
 * review. Decided ones no longer count. The panel opens only when asked (F7) and gives the focus back.
 */
export function useSimilarPeople(form: HouseholdForm) {
  const { entry, changePerson } = form;
  const [activeId, setActiveId] = useState('');
  const [shown, setShown] = useState<string | null>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  const active = entry.members.find((member) => member.entryId === activeId);
  const found = useSimilar(active, entry.areaId);

  const open = (id: string): readonly SimilarPerson[] =>
    openOf(
      entry.members.find((member) => member.entryId === id),
      found,
    );
  const show = (id: string) => {
    if (document.activeElement instanceof HTMLElement) cameFrom.current = document.activeElement;
    setShown(id);
  };
  const hide = useCallback(() => {
    setShown(null);
    cameFrom.current?.focus();
  }, []);
  const waiting = realMembers(entry).filter((member) => open(member.entryId).length > 0);
  return {
    shown,
    open,
    show,
    hide,
    waiting,
    /** F7: the row being typed first, else the first row with someone similar. */
    toggle: () => {
      if (shown !== null) return hide();
      const first = open(activeId).length > 0 ? activeId : waiting[0]?.entryId;
      if (first !== undefined) show(first);
    },
    decide: (id: string, decision: DecisionEntry, patch: Partial<MemberEntry> = {}) => {
      const member = entry.members.find((candidate) => candidate.entryId === id);
      if (member === undefined) return;
      changePerson(id, { ...patch, decisions: [...member.decisions, decision] });
      if (open(id).length <= 1 || patch.registrantId !== undefined) hide();
    },
    follow: (target: EventTarget) => {
      const row = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-member]') : null;
      if (row?.dataset['member'] !== undefined) setActiveId(row.dataset['member']);
    },
  };
}

function openOf(member: MemberEntry | undefined, found: Found): readonly SimilarPerson[] {
  if (member === undefined || member.registrantId !== null) return [];
  const decided = new Set(member.decisions.map((decision) => decision.registrantId));
  return (found.get(member.entryId) ?? []).filter((person) => !decided.has(person.registrantId));
}

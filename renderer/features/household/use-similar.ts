import { useEffect, useRef, useState } from 'react';
import type { InputOf, OutputOf } from '#contract/contract';
import { call } from '../../client/call.ts';
import { type MemberEntry, noId } from './household-entry.ts';

export type SimilarPerson = OutputOf<'registry.similar'>['similar'][number];
export type Found = ReadonlyMap<string, readonly SimilarPerson[]>;
type Question = InputOf<'registry.similar'>;
const pauseMs = 300;

/**
 * People on this PC who could be one of those being typed, by row: asked 300 ms after the last key of a row as soon as
 * two facts are there, also when the person has already gone on to the next row. Never moves the focus.
 */
export function useSimilar(member: MemberEntry | undefined, areaId: string): Found {
  const [found, setFound] = useState<Found>(new Map());
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  const asked = useRef(new Map<string, string>());
  useEffect(() => {
    if (member === undefined) return;
    const { entryId } = member;
    const question = questionOf(member, areaId);
    const signature = JSON.stringify(question);
    if ((asked.current.get(entryId) ?? 'null') === signature) return;
    clearTimeout(timers.current.get(entryId));
    const ask = async () => {
      asked.current.set(entryId, signature);
      const reply = question === null ? null : await call('registry.similar', question);
      if (asked.current.get(entryId) !== signature || reply?.ok === false) return;
      setFound((now) => new Map(now).set(entryId, reply?.value.similar ?? []));
    };
    timers.current.set(
      entryId,
      setTimeout(() => void ask(), pauseMs),
    );
  }, [member, areaId]);
  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running.values()) clearTimeout(timer);
    };
  }, []);
  return found;
}

/** The facts of one row as a question; null while there are fewer than two, or none that names a person. */
function questionOf(member: MemberEntry, areaId: string): Question | null {
  if (member.registrantId !== null) return null;
  const phone = member.phone.replace(/\D/g, '').length >= 6 ? member.phone.trim() : null;
  const hasId = member.idType !== '' && member.idType !== noId && member.idValue.trim().length >= 4;
  const hasName = member.givenName.trim().length >= 2;
  const facts = [hasName, member.birthDate, member.gender, phone, hasId, areaId].filter(Boolean).length;
  if (facts < 2 || !(hasName || phone !== null || hasId)) return null;
  return {
    givenName: member.givenName.trim(),
    familyName: member.familyName.trim(),
    ...birthOf(member),
    gender: member.gender,
    phone,
    ...(hasId ? { identifiers: [{ idType: member.idType, value: member.idValue.trim() }] } : {}),
    ...(areaId === '' ? {} : { areaId }),
  };
}

function birthOf({ birthDate, birthDateExact }: MemberEntry): Pick<Question, 'birthDate' | 'birthYear'> {
  if (birthDate === null) return {};
  return birthDateExact ? { birthDate } : { birthYear: Number(birthDate.slice(0, 4)) };
}

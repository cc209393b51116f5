import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyText } from '../../app/KeyBar.tsx';
import { useKeys } from '../../app/keys.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Chip } from '../../ui/Marks.tsx';
import { type MemberEntry, nameOf } from './household-entry.ts';
import { SimilarCard } from './SimilarCard.tsx';
import { choices, differentReasons } from './similar-choices.ts';
import type { HouseholdForm } from './use-household-form.ts';
import type { SimilarPerson } from './use-similar.ts';
import type { SimilarPeople } from './use-similar-people.ts';

type Props = {
  readonly similar: SimilarPeople;
  readonly form: HouseholdForm;
  readonly today: string;
  readonly onOpenPerson: (registrantId: string) => void;
};

/** Who it could be, card by card: 1 same, 2 into this household, 3 different, 4 later. Nothing is blocked, the draft stays. */
export function SimilarPanel({ similar, form, today, onOpenPerson }: Props) {
  const { t } = useTranslation();
  const member = form.entry.members.find((candidate) => candidate.entryId === similar.shown);
  const people = similar.shown === null ? [] : similar.open(similar.shown);
  const [current, setCurrent] = useState(0);
  const [asksReason, setAsksReason] = useState(false);
  const panel = useRef<HTMLElement>(null);
  useKeys(2, [{ keys: 'Escape', label: t('household:key-close-panel'), run: similar.hide }]);
  useEffect(() => panel.current?.focus(), []);
  const at = Math.min(current, people.length - 1);
  const person = people[at];
  if (member === undefined) return null;
  const choose = (choice: string | undefined, chosen: SimilarPerson | undefined) => {
    if (chosen === undefined || choice === undefined) return;
    decideBy(choice, chosen, { member, similar, onOpenPerson, askReason: () => setAsksReason(true) });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const digit = /^(?:Digit|Numpad)([1-4])$/.exec(event.code)?.[1];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (digit === undefined && step === 0) return;
    event.preventDefault();
    if (step !== 0) {
      setAsksReason(false);
      return setCurrent(Math.max(0, Math.min(people.length - 1, at + step)));
    }
    const reason = differentReasons[Number(digit) - 1];
    if (asksReason && person !== undefined && reason !== undefined) {
      setAsksReason(false);
      return similar.decide(member.entryId, {
        registrantId: person.registrantId,
        decision: 'different',
        reason,
      });
    }
    choose(choices[Number(digit) - 1], person);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: arrows and 1–4 act on the cards inside; each has its button too
    <aside
      className="panel"
      ref={panel}
      tabIndex={-1}
      aria-label={t('household:similar-title')}
      onKeyDown={onKey}
    >
      <header>
        <Icon name="people" />
        <h2>{t('household:similar-to', { name: nameOf(member) || t('household:unnamed') })}</h2>
        <Chip>{people.length}</Chip>
        <span className="push" />
        <kbd>{keyText('Escape')}</kbd>
        <button type="button" className="icon-btn" aria-label={t('common:close')} onClick={similar.hide}>
          <Icon name="close" />
        </button>
      </header>
      {people.length === 0 ? <p className="pad muted">{t('household:similar-none')}</p> : null}
      {people.map((candidate, index) => (
        <SimilarCard
          key={candidate.registrantId}
          person={candidate}
          member={member}
          areas={form.options.areas}
          areaId={form.entry.areaId}
          today={today}
          isCurrent={index === at}
          asksReason={asksReason && index === at}
          onSelect={() => setCurrent(index)}
          onChoose={(choice) => choose(choice, candidate)}
          onReason={(reason) =>
            similar.decide(member.entryId, {
              registrantId: candidate.registrantId,
              decision: 'different',
              reason,
            })
          }
        />
      ))}
    </aside>
  );
}

type Deciding = {
  readonly member: MemberEntry;
  readonly similar: SimilarPeople;
  readonly onOpenPerson: (registrantId: string) => void;
  readonly askReason: () => void;
};
function decideBy(choice: string, person: SimilarPerson, deciding: Deciding): void {
  const { member, similar, onOpenPerson, askReason } = deciding;
  const { registrantId } = person;
  if (choice === 'same') onOpenPerson(registrantId);
  else if (choice === 'household')
    similar.decide(member.entryId, { registrantId, decision: 'household', reason: '' }, { registrantId });
  else if (choice === 'different' && person.band === 'very-likely') askReason();
  else {
    const decision = choice === 'different' ? 'different' : 'later';
    similar.decide(member.entryId, { registrantId, decision, reason: '' });
  }
}

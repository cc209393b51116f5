import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.tsx';
import { formatDate } from '../../i18n/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Chip, Ltr } from '../../ui/Marks.tsx';
import { StateWord } from './people-columns.tsx';
import type { Person } from './person.ts';
import { enrolmentStateText, sexText } from './person-words.ts';
import type { HiddenValue, useReveal } from './use-reveal.ts';

type Props = {
  readonly data: Person;
  readonly hidden: readonly HiddenValue[];
  readonly reveal: ReturnType<typeof useReveal>;
  readonly onAsk: ((key: string) => void) | null;
};

/** The masked card: enough to know whom one has before one, not enough to copy. */
export function PersonHead({ data, hidden, reveal, onAsk }: Props) {
  const { t } = useTranslation();
  const { person, identifiers } = data;
  const masks = new Map<string, string>([
    ...identifiers.map((identifier) => [identifier.identifierId, identifier.maskedValue] as const),
    ['phone', person.maskedPhone ?? ''],
    ['birthDate', birthWords(t, person)],
    ['address', t('people:kept-hidden')],
    ['email', person.email ?? ''],
  ]);
  return (
    <section className="card person-head">
      {person.kind === 'group' ? null : <Silhouette />}
      <div className="stack">
        <dl className="person-facts">
          <Fact label={t('people:number')}>
            <Ltr>{person.registrationNo ?? t('people:number-later')}</Ltr>
          </Fact>
          {person.kind === 'group' ? (
            <Fact label={t('people:members')}>{person.memberCount ?? '–'}</Fact>
          ) : (
            <Fact label={t('people:sex')}>{person.gender === null ? '–' : sexText(t, person.gender)}</Fact>
          )}
          <Fact label={t('people:village')}>
            <span dir="auto">{person.areaName}</span>
          </Fact>
          {hidden.map((value) => (
            <Fact key={value.key} label={value.label}>
              <HiddenText
                masked={masks.get(value.key) ?? ''}
                shown={readableDate(reveal.shownOf(value.key))}
                label={value.label}
                onAsk={onAsk === null ? null : () => onAsk(value.key)}
              />
            </Fact>
          ))}
        </dl>
        <PersonChips data={data} />
      </div>
    </section>
  );
}

/** Stands where a photograph will be. */
function Silhouette() {
  return (
    <svg
      className="photo"
      viewBox="0 0 44 52"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden="true"
    >
      <circle cx="22" cy="20" r="8" />
      <path d="M6 52c1-12 7-18 16-18s15 6 16 18" />
    </svg>
  );
}

function birthWords(t: ReturnType<typeof useTranslation>['t'], person: Person['person']): string {
  if (person.age === null) return '–';
  return person.birthDateExact
    ? t('people:years', { count: person.age })
    : t('people:about-years', { count: person.age });
}

function Fact({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A birth date comes as `YYYY-MM-DD`; shown like every date, with the month in words. */
function readableDate(shown: HiddenProps['shown']): HiddenProps['shown'] {
  return shown !== null && /^\d{4}-\d{2}-\d{2}$/.test(shown.value)
    ? { ...shown, value: formatDate(shown.value) }
    : shown;
}

type HiddenProps = {
  readonly masked: string;
  readonly shown: { readonly value: string; readonly secondsLeft: number } | null;
  readonly label: string;
  readonly onAsk: (() => void) | null;
};
/** Masked with an eye, or the value for its seconds. */
function HiddenText({ masked, shown, label, onAsk }: HiddenProps) {
  const { t } = useTranslation();
  if (shown !== null)
    return (
      <span className="row">
        <bdi className="revealed">{shown.value}</bdi>
        <span className="tiny t-warn">{t('people:hides-in', { count: shown.secondsLeft })}</span>
      </span>
    );
  return (
    <span className="masked">
      <bdi>{masked}</bdi>
      {onAsk === null ? null : (
        <button
          type="button"
          className="icon-btn"
          aria-label={t('people:show-of', { label })}
          onClick={onAsk}
        >
          <Icon name="eye" />
        </button>
      )}
    </span>
  );
}

/** State, programmes, household and what has not been sent yet, each with its word. */
function PersonChips({ data }: { readonly data: Person }) {
  const { t } = useTranslation();
  const { person, household, programs } = data;
  const { may } = useSession();
  return (
    <div className="row wrap">
      <StateWord state={person.state} t={t} />
      {programs.map((program) => (
        <Chip key={program.programId} tone={program.state === 'enrolled' ? 'ok' : 'plain'}>
          {t('people:program-chip', {
            program: program.programName,
            state: enrolmentStateText(t, program.state),
          })}
        </Chip>
      ))}
      {household === null || household.groupId === person.registrantId ? null : (
        <Link to="/people/$registrantId" params={{ registrantId: household.groupId }} className="chip">
          <Icon name="home" />
          {t('people:household-chip', { name: household.name, count: household.members.length })}
        </Link>
      )}
      {person.mark === 'waiting' ? <Chip tone="info">{t('common:mark-waiting')}</Chip> : null}
      {person.mark === 'refused' && may('sync.run') ? (
        <Link to="/sync" search={{ tab: 'refused' }} className="chip warn">
          {t('common:mark-refused')}
        </Link>
      ) : null}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { maskIdentifier } from '#domain/registry/mask';
import { Icon } from '../../ui/Icon.tsx';
import { Chip, Ltr } from '../../ui/Marks.tsx';
import { sexText, similarityText } from '../people/person-words.ts';
import { ageText, type MemberEntry } from './household-entry.ts';
import { choices, differentReasons } from './similar-choices.ts';
import type { SimilarPerson } from './use-similar.ts';

type Props = {
  readonly person: SimilarPerson;
  readonly member: MemberEntry;
  readonly areas: OutputOf<'registry.options'>['areas'];
  readonly areaId: string;
  readonly today: string;
  readonly isCurrent: boolean;
  readonly asksReason: boolean;
  readonly onSelect: () => void;
  readonly onChoose: (choice: (typeof choices)[number]) => void;
  readonly onReason: (reason: string) => void;
};
const choiceTexts = {
  same: 'household:choose-same',
  household: 'household:choose-household',
  different: 'household:choose-different',
  later: 'household:choose-later',
} as const;
const reasonTexts = {
  'other-birth': 'household:different-other-birth',
  'other-parents': 'household:different-other-parents',
  'both-seen': 'household:different-both-seen',
  'other-village': 'household:different-other-village',
} as const;

/** One similar person: how likely, typed against known, the reasons in words, the four choices. */
export function SimilarCard(props: Props) {
  const { person, isCurrent, asksReason, onSelect, onChoose, onReason } = props;
  const { t } = useTranslation();
  const likely = person.band === 'very-likely';
  return (
    <section className={isCurrent ? 'dupc cur' : 'dupc'} aria-current={isCurrent} aria-label={person.name}>
      <div className="row">
        <Chip tone={likely ? 'warn' : 'plain'}>
          <Icon name={likely ? 'alert' : 'info'} />
          {likely ? t('household:very-likely') : t('household:possible')}
        </Chip>
        <button type="button" className="link strong" dir="auto" onClick={onSelect}>
          {person.name}
        </button>
      </div>
      {person.localName === '' ? null : (
        <span className="muted" dir="auto">
          {person.localName}
        </span>
      )}
      {isCurrent ? <TypedAndKnown {...props} /> : null}
      <ul className="why muted">
        {person.reasons.map((reason) => (
          <li key={reason}>{similarityText(t, reason)}</li>
        ))}
      </ul>
      {isCurrent && !asksReason ? (
        <div className="acts4">
          {choices.map((choice, index) => (
            <button key={choice} type="button" className="btn" onClick={() => onChoose(choice)}>
              <kbd>{index + 1}</kbd>
              {t(choiceTexts[choice])}
            </button>
          ))}
          <span className="tiny muted">{t('household:nothing-blocked')}</span>
        </div>
      ) : null}
      {asksReason ? (
        <fieldset className="acts4">
          <legend className="strong">{t('household:why-different')}</legend>
          {differentReasons.map((reason, index) => (
            <button key={reason} type="button" className="btn" onClick={() => onReason(reason)}>
              <kbd>{index + 1}</kbd>
              {t(reasonTexts[reason])}
            </button>
          ))}
        </fieldset>
      ) : null}
    </section>
  );
}

/** What was typed beside what this PC knows; sameness in a word, not in a colour. */
function TypedAndKnown({ person, member, areas, areaId, today }: Props) {
  const { t } = useTranslation();
  const area = areas.find((candidate) => candidate.areaId === areaId)?.name ?? '';
  const typedId = member.idValue.trim() === '' ? '' : maskIdentifier(member.idValue);
  const lines = [
    {
      label: t('household:age'),
      typed: ageText(member, today),
      known: person.age === null ? '' : String(person.age),
    },
    {
      label: t('household:sex'),
      typed: member.gender === null ? '' : sexText(t, member.gender),
      known: person.gender === null ? '' : sexText(t, person.gender),
    },
    { label: t('household:village'), typed: area, known: person.areaName },
    { label: t('household:id-short'), typed: typedId, known: person.maskedId ?? '' },
  ];
  return (
    <table className="minic">
      <thead>
        <tr>
          <th scope="col">
            <span className="sr">{t('household:fact')}</span>
          </th>
          <th scope="col">{t('household:typed')}</th>
          <th scope="col">{t('household:on-this-pc')}</th>
          <th scope="col">
            <span className="sr">{t('household:compared')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.label}>
            <th scope="row">{line.label}</th>
            <td>
              <Ltr>{line.typed === '' ? '–' : line.typed}</Ltr>
            </td>
            <td>
              <Ltr>{line.known === '' ? '–' : line.known}</Ltr>
            </td>
            <td className={line.typed === line.known ? 'eq' : 'ne'}>
              {line.typed === '' || line.known === ''
                ? ''
                : line.typed === line.known
                  ? t('household:equal')
                  : t('household:differs')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

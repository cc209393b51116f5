import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { Card } from '../../ui/Card.tsx';
import { relationText, sexText } from '../people/person-words.ts';
import { HeadRow } from './HeadRow.tsx';
import { isBlank, type MemberEntry, realMembers } from './household-entry.ts';
import { MemberDialog } from './MemberDialog.tsx';
import { MemberRow } from './MemberRow.tsx';
import type { HouseholdForm } from './use-household-form.ts';
import type { SimilarPeople } from './use-similar-people.ts';

type Props = { readonly form: HouseholdForm; readonly today: string; readonly similar: SimilarPeople };
const sexes = ['female', 'male', 'other'] as const;

/** Members as rows of the ledger: Enter at the end of a row makes the next one, Enter in an empty row ends the list. */
export function MembersCard({ form, today, similar }: Props) {
  const { t } = useTranslation();
  const [detailsOf, setDetailsOf] = useState<string | null>(null);
  const [legend, setLegend] = useState<'relation' | 'sex' | null>(null);
  const [removed, setRemoved] = useState<{ readonly member: MemberEntry; readonly at: number } | null>(null);
  const { entry } = form;
  const relations = form.options.relationships
    .filter((code) => code !== 'head')
    .map((code) => ({ value: code, text: relationText(t, code) }));
  const sexOptions = sexes.map((sex) => ({ value: sex, text: sexText(t, sex) }));
  const remove = (member: MemberEntry) => {
    setRemoved({ member, at: entry.members.indexOf(member) });
    form.removePerson(member.entryId);
  };
  const putBack = () => {
    if (removed !== null)
      form.setEntry((now) => ({ ...now, members: now.members.toSpliced(removed.at, 0, removed.member) }));
    setRemoved(null);
  };
  const focused = () =>
    entry.members.find(
      (member) => document.activeElement?.closest(`[data-member="${member.entryId}"]`) != null,
    );
  useKeys(1, [
    {
      keys: 'Ctrl+I',
      label: t('household:key-details'),
      run: () => {
        const member = focused();
        if (member !== undefined && member !== entry.members[0] && !isBlank(member))
          setDetailsOf(member.entryId);
      },
    },
    ...(removed === null ? [] : [{ keys: 'Ctrl+Z', label: t('household:key-undo'), run: putBack }]),
  ]);
  const count = realMembers(entry).length;
  const keyLegend = legend === 'relation' ? relations : legend === 'sex' ? sexOptions : [];
  return (
    <Card
      title={t('household:members')}
      note={
        keyLegend.length === 0 ? t('household:members-note', { count }) : <KeyLegend options={keyLegend} />
      }
    >
      <div className="scroll">
        <table className="grid inline members">
          <MembersHead />
          <tbody>
            <HeadRow member={entry.members[0]} today={today} />
            {entry.members.slice(1).map((member, index) => (
              <MemberRow
                key={member.entryId}
                rowNo={index + 2}
                member={member}
                isLast={index === entry.members.length - 2}
                form={form}
                today={today}
                relations={relations}
                sexes={sexOptions}
                similarCount={similar.open(member.entryId).length}
                onLegend={setLegend}
                onDetails={() => setDetailsOf(member.entryId)}
                onRemove={() => remove(member)}
                onSimilar={() => similar.show(member.entryId)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {removed === null ? null : (
        <p className="row removed small">
          {t('household:row-removed', { name: removed.member.givenName })}
          <button type="button" className="link" onClick={putBack}>
            {t('household:put-back')}
          </button>
          <kbd>{'Ctrl+Z'}</kbd>
        </p>
      )}
      <MemberDialog key={detailsOf} form={form} entryId={detailsOf} onClose={() => setDetailsOf(null)} />
    </Card>
  );
}

function MembersHead() {
  const { t } = useTranslation();
  const columns = ['given-names', 'family-name', 'own-script', 'relation', 'sex', 'birth'] as const;
  const texts = {
    'given-names': 'household:given-names',
    'family-name': 'household:family-name',
    'own-script': 'household:own-script',
    relation: 'household:relation',
    sex: 'household:sex',
    birth: 'household:birth',
  } as const;
  return (
    <thead>
      <tr>
        <th scope="col" className="mk">
          <span className="sr">{t('household:row')}</span>
        </th>
        {columns.map((column) => (
          <th key={column} scope="col" className={`col-${column}`}>
            {t(texts[column])}
          </th>
        ))}
        <th scope="col" className="n col-age">
          {t('household:age')}
        </th>
        <th scope="col" className="col-acts">
          <span className="sr">{t('household:row-actions')}</span>
        </th>
      </tr>
    </thead>
  );
}

function KeyLegend({ options }: { readonly options: readonly { readonly text: string }[] }) {
  return (
    <span className="row key-legend" aria-hidden="true">
      {options.slice(0, 9).map((option, index) => (
        <span key={option.text}>
          <kbd>{index + 1}</kbd>
          {` ${option.text}`}
        </span>
      ))}
    </span>
  );
}

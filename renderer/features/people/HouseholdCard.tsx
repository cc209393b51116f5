import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import type { Person } from './person.ts';
import { relationText, sexText } from './person-words.ts';

/** The household a person lives in, or the members of the one that is shown. */
export function HouseholdCard({ data }: { readonly data: Person }) {
  const { t } = useTranslation();
  const { household, person } = data;
  if (household === null)
    return (
      <Card title={t('people:tab-household')}>
        <EmptyState title={t('people:no-household')} />
      </Card>
    );
  const isShown = household.groupId === person.registrantId;
  return (
    <Card
      title={t('people:household-of', { name: household.name })}
      note={
        isShown ? undefined : (
          <Link to="/people/$registrantId" params={{ registrantId: household.groupId }}>
            {t('people:open-household')}
          </Link>
        )
      }
    >
      <div className="scroll">
        <table className="grid plain">
          <thead>
            <tr>
              <th scope="col">{t('people:name')}</th>
              <th scope="col">{t('people:relation')}</th>
              <th scope="col">{t('people:sex')}</th>
              <th scope="col" className="n">
                {t('people:age')}
              </th>
            </tr>
          </thead>
          <tbody>
            {household.members.map((member) => (
              <tr key={member.registrantId}>
                <td className={member.isHead ? 'strong' : undefined}>
                  {member.registrantId === person.registrantId ? (
                    <span dir="auto">{member.name}</span>
                  ) : (
                    <Link
                      to="/people/$registrantId"
                      params={{ registrantId: member.registrantId }}
                      dir="auto"
                    >
                      {member.name}
                    </Link>
                  )}
                </td>
                <td>{relationText(t, member.isHead ? 'head' : member.relationship)}</td>
                <td>{member.gender === null ? '–' : sexText(t, member.gender)}</td>
                <td className="n">{member.age ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../i18n/format.ts';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import type { Person } from './person.ts';
import { enrolmentStateText } from './person-words.ts';

/** Programmes this person was ever looked at for, with the state and its reason. */
export function ProgramsCard({ data }: { readonly data: Person }) {
  const { t } = useTranslation();
  if (data.programs.length === 0)
    return (
      <Card title={t('people:tab-programmes')}>
        <EmptyState title={t('people:no-programmes')}>{t('people:no-programmes-text')}</EmptyState>
      </Card>
    );
  return (
    <Card title={t('people:tab-programmes')}>
      <div className="scroll">
        <table className="grid plain">
          <thead>
            <tr>
              <th scope="col">{t('people:programme')}</th>
              <th scope="col">{t('people:state')}</th>
              <th scope="col">{t('people:since')}</th>
              <th scope="col">{t('people:reason')}</th>
            </tr>
          </thead>
          <tbody>
            {data.programs.map((program) => (
              <tr key={program.programId}>
                <td>
                  <Link to="/programmes/$programId" params={{ programId: program.programId }} dir="auto">
                    {program.programName}
                  </Link>
                </td>
                <td className={program.state === 'enrolled' ? 't-ok' : undefined}>
                  <span aria-hidden="true">{program.state === 'enrolled' ? '✓ ' : '– '}</span>
                  {enrolmentStateText(t, program.state)}
                </td>
                <td>{program.enrolledOn === null ? '–' : formatDate(program.enrolledOn)}</td>
                <td dir="auto" className="wrap">
                  {program.reason ?? ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

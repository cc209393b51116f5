import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../i18n/format.ts';
import { Card } from '../../ui/Card.tsx';
import { SentMark } from '../../ui/Marks.tsx';
import type { Person } from './person.ts';
import { actionText } from './person-words.ts';

/** What happened to the record, newest first, with exact times and who. */
export function HistoryCard({ rows }: { readonly rows: Person['history'] }) {
  const { t } = useTranslation();
  return (
    <Card title={t('people:tab-history')} note={t('people:exact-times')}>
      <ol className="timeline">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two entries can be alike in everything that is known of them
          <li key={`${row.at} ${row.action} ${index}`}>
            <span className="small muted">{formatInstant(row.at)}</span>
            <SentMark mark={row.mark} />
            <span>
              {actionText(t, row.action)}
              <span className="small muted block" dir="auto">
                {row.byName}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

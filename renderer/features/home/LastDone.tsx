import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatTime } from '../../i18n/format.ts';
import { Card } from '../../ui/Card.tsx';
import { SentMark } from '../../ui/Marks.tsx';
import { actionText } from '../people/person-words.ts';

/** What I did last, each with how far it has travelled. */
export function LastDone({ rows }: { readonly rows: OutputOf<'home.queues'>['lastDone'] }) {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <Card title={t('home:last-done-title')}>
      <div className="scroll">
        <table className="grid plain">
          <tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines can be alike in everything that is known of them
              <tr key={`${row.at} ${row.action} ${index}`}>
                <td className="mk">
                  <SentMark mark={row.mark} />
                </td>
                <td className="muted col-time">{formatTime(row.at)}</td>
                <td>{actionText(t, row.action)}</td>
                <td dir="auto">
                  {row.href === null ? (
                    row.subject
                  ) : (
                    <button
                      type="button"
                      className="link"
                      onClick={() => router.history.push(row.href ?? '/')}
                    >
                      {row.subject}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

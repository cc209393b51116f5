import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useSession } from '../../app/session.tsx';
import { formatAgo, formatInstant, formatNumber, formatTime } from '../../i18n/format.ts';
import { Card } from '../../ui/Card.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Chip } from '../../ui/Marks.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { firstText, kindOf } from './home-words.ts';

type Queue = OutputOf<'home.queues'>['queues'][number];
type Props = {
  readonly queues: readonly Queue[];
  readonly lastDoneAt: string | null;
  readonly onOpen: (index: number) => void;
};
/** What waits longer than this is called late. */
const lateAfterMs = 3 * 86_400_000;

/** One line per kind of work: how much, since when, what comes first. A kind with nothing in it is not shown. */
export function WorkQueues({ queues, lastDoneAt, onOpen }: Props) {
  const { t } = useTranslation();
  const { may } = useSession();
  if (queues.length === 0)
    return (
      <Card title={t('home:waiting')}>
        <EmptyState title={t('home:nothing')}>
          {lastDoneAt === null
            ? may('registry.register')
              ? t('home:nothing-start')
              : t('home:nothing-yet')
            : t('home:last-done', { at: formatTime(lastDoneAt) })}
        </EmptyState>
      </Card>
    );
  return (
    <Card title={t('home:waiting')} note={t('home:waiting-note')}>
      <div className="scroll">
        <table className="grid queues">
          <thead>
            <tr>
              <th scope="col" className="col-key">
                <span className="sr">{t('home:key')}</span>
              </th>
              <th scope="col">{t('home:work')}</th>
              <th scope="col" className="n">
                {t('home:count')}
              </th>
              <th scope="col">{t('home:oldest')}</th>
              <th scope="col">{t('home:comes-first')}</th>
            </tr>
          </thead>
          <tbody>
            {queues.map((queue, index) => (
              <QueueRow
                key={`${queue.kind} ${queue.href}`}
                queue={queue}
                index={index}
                onOpen={() => onOpen(index)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

type RowProps = { readonly queue: Queue; readonly index: number; readonly onOpen: () => void };
function QueueRow({ queue, index, onOpen }: RowProps) {
  const { t } = useTranslation();
  const { text, icon } = kindOf(queue.kind);
  const now = Date.now();
  const late = queue.oldestAt !== null && now - Date.parse(queue.oldestAt) > lateAfterMs;
  return (
    <tr className={index === 0 ? 'cur' : undefined} onClick={onOpen}>
      <td className="c">{index < 9 ? <kbd>{index + 1}</kbd> : null}</td>
      <td>
        <span className="row">
          <Icon name={icon} />
          <button
            type="button"
            className="link strong"
            onClick={(event) => {
              event.stopPropagation();
              onOpen();
            }}
          >
            {t(text)}
          </button>
        </span>
      </td>
      <td className="n count">{formatNumber(queue.count)}</td>
      <td>
        {queue.oldestAt === null ? (
          '–'
        ) : (
          <span className="row" title={formatInstant(queue.oldestAt)}>
            {formatAgo(queue.oldestAt, now)}
            {late ? (
              <Chip tone="warn">
                <Icon name="clock" />
                {t('home:late')}
              </Chip>
            ) : null}
          </span>
        )}
      </td>
      <td className="muted first" dir="auto">
        {firstText(t, queue.kind, queue.first)}
      </td>
    </tr>
  );
}

import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatInstant } from '../../i18n/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { roleText, stageWord } from './stage-words.ts';

type Stage = OutputOf<'claims.get'>['stages'][number];
type Props = {
  readonly preparedByName: string | null;
  readonly preparedAt: string | null;
  readonly stages: readonly Stage[];
};

/** Who signs and who has: the preparer first, then every stage in order with name and time. */
export function StageList({ preparedByName, preparedAt, stages }: Props) {
  const { t } = useTranslation();
  const next = stages.find((stage) => stage.state === 'waiting')?.no;
  return (
    <ol className="stages" aria-label={t('approvals:stages')}>
      <li className={preparedByName === null ? '' : 'done'}>
        <span className="tick">{preparedByName === null ? '·' : <Icon name="check" />}</span>
        <b>{t('approvals:prepared')}</b>
        <span className="tiny muted">
          {preparedByName === null ? t('approvals:not-yet') : <Who name={preparedByName} at={preparedAt} />}
        </span>
      </li>
      {stages.map((stage) => (
        <li key={stage.no} className={stage.state === 'signed' ? 'done' : stage.no === next ? 'now' : ''}>
          <span className="tick">{stage.state === 'signed' ? <Icon name="check" /> : stage.no}</span>
          <b>{roleText(t, stage.role)}</b>
          <span className="tiny muted">
            {stage.byName === null ? t('approvals:not-yet') : <Who name={stage.byName} at={stage.at} />}
          </span>
          {stage.state === 'returned' || stage.state === 'rejected' ? (
            <span className="tiny t-warn">{stageWord(t, stage.state)}</span>
          ) : null}
          {stage.reason === null || stage.reason === '' ? null : (
            <q className="tiny" dir="auto">
              {stage.reason}
            </q>
          )}
        </li>
      ))}
    </ol>
  );
}

function Who({ name, at }: { readonly name: string; readonly at: string | null }) {
  return (
    <>
      <span dir="auto">{name}</span>
      {at === null ? null : (
        <>
          {' · '}
          <bdi>{formatInstant(at)}</bdi>
        </>
      )}
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { useCommand } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { formatNumber } from '../../i18n/format.ts';
import { reasonText } from '../../i18n/reason-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice, Progress } from '../../ui/Notice.tsx';
import type { JobState } from './use-job.ts';

type Props = {
  readonly job: JobState | null;
  /** What is being done, e.g. "Checking eligibility". */
  readonly title: string;
};

/** A longer work on its page: bar, count, time left, Cancel; afterwards what became of it unless it just went well. */
export function JobBar({ job, title }: Props) {
  const { t } = useTranslation();
  if (job === null || job.state === 'done') return null;
  switch (job.state) {
    case 'running':
      return <Running job={job} title={title} />;
    case 'interrupted':
      return <Interrupted job={job} title={title} />;
    case 'cancelled':
      return (
        <Notice kind="info" title={title} live>
          {t('jobs:cancelled', { done: formatNumber(job.done), total: formatNumber(job.total) })}
        </Notice>
      );
    case 'failed':
      return (
        <Notice kind="danger" title={title} live>
          {reasonText(t, job.error)}
        </Notice>
      );
  }
}

function Running({ job, title }: { readonly job: JobState; readonly title: string }) {
  const { t } = useTranslation();
  const cancel = useCommand('jobs.cancel');
  const seconds = secondsLeft(job);
  const count = t('jobs:progress', { done: formatNumber(job.done), total: formatNumber(job.total) });
  return (
    <div className="job-bar" role="status">
      <strong>{title}</strong>
      <Progress label={job.total === 0 ? t('jobs:starting') : count} done={job.done} total={job.total}>
        {seconds === null ? null : (
          <span className="small muted">
            {t('jobs:about', { count: seconds, seconds: formatNumber(seconds) })}
          </span>
        )}
        <Button size="small" busy={cancel.busy} onPress={() => void cancel.run({ jobId: job.jobId })}>
          {t('jobs:cancel')}
        </Button>
      </Progress>
      {cancel.failure === null ? null : (
        <span className="t-danger small">{errorText(t, cancel.failure)}</span>
      )}
    </div>
  );
}

function Interrupted({ job, title }: { readonly job: JobState; readonly title: string }) {
  const { t } = useTranslation();
  const settle = useCommand('jobs.settle');
  return (
    <Notice kind="warn" title={title} live>
      <div className="row wrap">
        <span>{t('jobs:interrupted', { done: formatNumber(job.done), total: formatNumber(job.total) })}</span>
        <Button
          size="small"
          busy={settle.busy}
          onPress={() => void settle.run({ jobId: job.jobId, choice: 'continue' })}
        >
          {t('jobs:continue')}
        </Button>
        <Button
          size="small"
          busy={settle.busy}
          onPress={() => void settle.run({ jobId: job.jobId, choice: 'discard' })}
        >
          {t('jobs:discard')}
        </Button>
        {settle.failure === null ? null : <span>{errorText(t, settle.failure)}</span>}
      </div>
    </Notice>
  );
}

/** From the pace so far; nothing in the first two seconds, when it would jump about. */
function secondsLeft({ startedAt, done, total }: JobState): number | null {
  const elapsedMs = Date.now() - Date.parse(startedAt);
  if (done === 0 || elapsedMs < 2000 || done >= total) return null;
  return Math.max(1, Math.round(((elapsedMs / done) * (total - done)) / 1000));
}

import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../i18n/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import type { JobState } from '../jobs/use-job.ts';
import { readEnrolResult } from './enrol-result.ts';

/** What came of enrolling: how many are in, and how many were left out and why. */
export function EnrolledNotice({ job }: { readonly job: JobState | null }) {
  const { t } = useTranslation();
  const result = job?.state === 'done' ? readEnrolResult(job.result) : null;
  if (result === null) return null;
  const count = result.enrolled;
  return (
    <Notice kind={result.leftOut.length === 0 ? 'ok' : 'warn'} live>
      <p>{t('programs:enrolled-now', { count, number: formatNumber(count) })}</p>
      {result.leftOut.length === 0 ? null : (
        <ul>
          {result.leftOut.map((reason) => (
            <li key={reason.text}>
              {t('programs:left-out', { number: formatNumber(reason.count), reason: t(reason.text) })}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

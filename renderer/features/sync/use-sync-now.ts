import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useCommand } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { formatNumber, formatTime } from '../../i18n/format.ts';
import { failureText } from './sync-words.ts';

type Report = OutputOf<'sync.now'>;
type SyncLine = {
  readonly kind: 'ok' | 'info' | 'warn';
  readonly title: string;
  readonly text: string | null;
};

/** A press always ends in a line that can be read: what was sent and fetched, or why not and that nothing is lost. */
export function useSyncNow() {
  const { t } = useTranslation();
  const command = useCommand('sync.now');
  const [line, setLine] = useState<SyncLine | null>(null);
  const { run } = command;
  const now = useCallback(async () => {
    setLine(null);
    const reply = await run({});
    if (reply === null) return;
    const at = formatTime(new Date().toISOString());
    setLine(
      reply.ok ? lineOf(t, reply.value, at) : { kind: 'warn', title: errorText(t, reply.error), text: null },
    );
  }, [run, t]);
  return { now, busy: command.busy, line };
}

function lineOf(t: ReturnType<typeof useTranslation>['t'], report: Report, at: string): SyncLine {
  const { waiting, refused } = report;
  const safe = waiting === 0 ? null : t('sync:safe', { count: waiting, number: formatNumber(waiting) });
  if (!report.reached) {
    const seconds = Math.max(1, Math.round(report.tookMs / 1000));
    // Somebody did answer, only not the centre: that is worth saying.
    if (report.errorCode === 'sync/rubbish')
      return { kind: 'warn', title: failureText(t, report.errorCode), text: safe };
    return { kind: 'info', title: t('sync:no-connection', { seconds, at }), text: safe };
  }
  if (report.errorCode !== null) return { kind: 'warn', title: failureText(t, report.errorCode), text: safe };
  const numbers = {
    sent: formatNumber(report.sent),
    fetched: formatNumber(report.fetched),
    refused: formatNumber(refused),
    at,
  };
  if (refused > 0)
    return { kind: 'warn', title: t('sync:done-refused', numbers), text: t('sync:look-refused') };
  if (report.sent === 0 && report.fetched === 0 && waiting === 0)
    return { kind: 'ok', title: t('sync:nothing-new', numbers), text: null };
  return { kind: 'ok', title: t('sync:done', numbers), text: safe };
}

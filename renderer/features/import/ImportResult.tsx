import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { useCommand } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { formatNumber } from '../../i18n/format.ts';
import { issueText } from '../../i18n/issue-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ImportCounts } from './ImportCounts.tsx';
import { IssueTable } from './IssueTable.tsx';

export type ImportOutcome = OutputOf<'import.result'>;
type Props = {
  readonly result: ImportOutcome;
  readonly running: boolean;
  readonly onStarted: (jobId: string) => void;
  readonly onAgain: () => void;
};

/** What the check found, and the button that says how many people it will add. */
export function ImportResult({ result, running, onStarted, onAgain }: Props) {
  const { t } = useTranslation();
  const { ready, warning, duplicate } = result.counts;
  // After a stop the rest, after the import the duplicates can still be taken.
  const left = ready + warning + duplicate;
  if (result.state === 'failed')
    return (
      <Notice kind="danger" title={t('import:not-read')} live>
        {result.error === null ? t('import:not-read-text') : issueText(t, result.error)}
      </Notice>
    );
  return (
    <>
      {result.state === 'done' || result.state === 'cancelled' ? (
        <Finished result={result} onAgain={onAgain} />
      ) : null}
      <ImportCounts counts={result.counts} />
      {result.ignoredColumns.length === 0 ? null : (
        <Notice kind="info" title={t('import:ignored', { count: result.ignoredColumns.length })}>
          <bdi>{result.ignoredColumns.join(', ')}</bdi>
        </Notice>
      )}
      {result.state !== 'importing' && left > 0 ? (
        <RunImport result={result} running={running} onStarted={onStarted} />
      ) : null}
      {result.issues.length === 0 ? null : <IssueTable issues={result.issues} more={result.moreIssues} />}
    </>
  );
}

type RunProps = Omit<Props, 'onAgain'>;
function RunImport({ result, running, onStarted }: RunProps) {
  const { t } = useTranslation();
  const run = useCommand('import.run');
  const [withDuplicates, setWithDuplicates] = useState(false);
  const { ready, warning, duplicate } = result.counts;
  const count = ready + warning + (withDuplicates ? duplicate : 0);
  const start = async () => {
    if (count === 0 || running) return;
    const reply = await run.run({ jobId: result.jobId, withDuplicates });
    if (reply?.ok === true) onStarted(reply.value.jobId);
  };
  useKeys(1, [{ keys: 'Ctrl+Enter', label: t('import:key-run'), run: () => void start() }]);
  return (
    <div className="card pad row wrap">
      {duplicate === 0 ? null : (
        <label className="row">
          <input
            type="checkbox"
            checked={withDuplicates}
            onChange={(event) => setWithDuplicates(event.target.checked)}
          />
          {t('import:with-duplicates', { count: duplicate })}
        </label>
      )}
      <span className="push" />
      {run.failure === null ? null : <span className="t-danger">{errorText(t, run.failure)}</span>}
      <Button
        kind="primary"
        size="large"
        keys="Ctrl+Enter"
        busy={run.busy || running}
        refusedBecause={count === 0 ? t('import:nothing-ready') : null}
        onPress={() => void start()}
      >
        {t('import:run', { count, people: formatNumber(count) })}
      </Button>
    </div>
  );
}

function Finished({ result, onAgain }: Pick<Props, 'result' | 'onAgain'>) {
  const { t } = useTranslation();
  const { imported } = result.counts;
  const done = result.state === 'done';
  return (
    <Notice
      kind={done ? 'ok' : 'warn'}
      live
      title={t(done ? 'import:done' : 'import:stopped', { count: imported, people: formatNumber(imported) })}
    >
      <span className="row wrap">
        <Link to="/people">{t('import:show-people')}</Link>
        <button type="button" className="link" onClick={onAgain}>
          {t('import:another')}
        </button>
      </span>
    </Notice>
  );
}

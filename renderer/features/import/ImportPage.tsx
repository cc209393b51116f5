import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { uploadFile } from '../../client/files.ts';
import { useCommand, useCore } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Button } from '../../ui/Button.tsx';
import { DropFile } from '../../ui/DropFile.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { JobBar } from '../jobs/JobBar.tsx';
import { useJob } from '../jobs/use-job.ts';
import { ImportResult } from './ImportResult.tsx';

const remembered = 'tawi.import-job';
const accepted = '.csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A file of people: dropped, checked without writing anything, its faults shown, then imported in one go. */
export function ImportPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const router = useRouter();
  const checkJob = useJob('import.check');
  const runJob = useJob('import.run');
  const [jobId, setJobId] = useState(() => sessionStorage.getItem(remembered));
  const { follow: followRun } = runJob;
  const known = jobId ?? checkJob.job?.jobId ?? null;
  const start = useFileCheck((started) => {
    setJobId(started);
    checkJob.follow(started);
  });
  useEffect(() => {
    if (known !== null) sessionStorage.setItem(remembered, known);
  }, [known]);
  const moving = checkJob.running || runJob.running;
  const result = useCore(
    'import.result',
    { jobId: known ?? '' },
    { enabled: known !== null, keepPrevious: true, ...(moving ? { refetchMs: 1000 } : {}) },
  );
  const again = () => {
    sessionStorage.removeItem(remembered);
    setJobId(null);
  };
  useKeys(1, [
    {
      keys: 'F2',
      label: t('import:key-choose'),
      run: () => document.getElementById('import-file')?.click(),
    },
    { keys: 'Escape', label: t('import:key-back'), run: () => router.history.back() },
  ]);
  const checked = known === null ? undefined : result.data;
  return (
    <Page
      title={t('import:title')}
      sub={checked === undefined ? '' : <bdi>{checked.fileName}</bdi>}
      actions={
        <Button icon="people" onPress={() => void navigate({ to: '/people' })}>
          {t('import:to-people')}
        </Button>
      }
    >
      <div className="stack import">
        <DropFile
          label={start.busy ? t('import:reading') : t('import:drop')}
          hint={t('import:drop-hint')}
          accept={accepted}
          fieldId="import-file"
          onFiles={(files) => void start.take(files)}
        />
        {start.failure === null ? null : (
          <Notice kind="danger" live>
            {errorText(t, start.failure)}
          </Notice>
        )}
        <JobBar job={checkJob.job} title={t('common:job-import.check')} />
        <JobBar job={runJob.job} title={t('common:job-import.run')} />
        {checked === undefined || checked.state === 'checking' ? null : (
          <ImportResult result={checked} running={runJob.running} onStarted={followRun} onAgain={again} />
        )}
      </div>
    </Page>
  );
}

/** Upload, then the check: two steps for the program, one for the person. */
function useFileCheck(onStarted: (jobId: string) => void) {
  const check = useCommand('import.check');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [uploading, setUploading] = useState(false);
  const take = async (files: readonly File[]) => {
    const [file] = files;
    if (file === undefined || uploading) return;
    setFailure(null);
    setUploading(true);
    const upload = await uploadFile(file);
    setUploading(false);
    if (!upload.ok) return setFailure(upload.error);
    const reply = await check.run({ ticket: upload.ticket });
    if (reply?.ok === true) onStarted(reply.value.jobId);
  };
  return { take, busy: uploading || check.busy, failure: failure ?? check.failure };
}

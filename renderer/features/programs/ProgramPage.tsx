import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { useSession } from '../../app/session.tsx';
import { useCommand, useCore } from '../../client/use-core.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip, Ltr } from '../../ui/Marks.tsx';
import { Page } from '../../ui/Page.tsx';
import { JobBar } from '../jobs/JobBar.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { useJob } from '../jobs/use-job.ts';
import { EligibilityPart } from './EligibilityPart.tsx';
import { EnrolledNotice } from './EnrolledNotice.tsx';
import { ProgramFacts } from './ProgramFacts.tsx';
import { programStateWord } from './program-words.ts';
import { useRuleWords } from './use-rule-words.ts';
import { WhyPanel } from './WhyPanel.tsx';

/** One programme: its rules in words, who fits them and why, enrolling those who do. */
export function ProgramPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const { programId = '' } = useParams({ strict: false });
  const program = useCore('programs.get', { programId });
  const words = useRuleWords();
  const check = useJob('eligibility.run');
  const enrol = useJob('enrolment.enrol');
  const runCheck = useCommand('eligibility.run');
  const runEnrol = useCommand('enrolment.enrol');
  const [whyOf, setWhyOf] = useState<string | null>(null);
  const busy = check.running || enrol.running;
  const startCheck = async () => {
    const reply = await runCheck.run({ programId });
    if (reply?.ok) check.follow(reply.value.jobId);
  };
  const startEnrol = async (registrantIds: readonly string[] | 'all-eligible') => {
    const ids = registrantIds === 'all-eligible' ? registrantIds : [...registrantIds];
    const reply = await runEnrol.run({ programId, registrantIds: ids });
    if (reply?.ok) enrol.follow(reply.value.jobId);
  };
  const data = program.data;
  const toEnrol = data?.lastRun == null ? 0 : Math.max(0, data.lastRun.counts.pass - data.counts.enrolled);
  const mayCheck = may('eligibility.run');
  const mayEnrol = may('enrolment.decide');
  useKeys(1, [{ keys: 'F2', label: t('programs:check'), run: () => mayCheck && !busy && void startCheck() }]);
  const word = programStateWord(data?.state ?? '');
  return (
    <Page
      title={data?.name ?? ''}
      sub={
        data === undefined ? undefined : (
          <span className="row">
            <Ltr>{data.code}</Ltr>
            <span>{t('programs:version', { version: data.version })}</span>
            <Chip tone={word.tone}>{t(word.text)}</Chip>
          </span>
        )
      }
      actions={
        <>
          {mayCheck ? (
            <Button
              kind={toEnrol > 0 ? 'plain' : 'primary'}
              keys="F2"
              busy={runCheck.busy || busy}
              onPress={() => void startCheck()}
            >
              {t('programs:check')}
            </Button>
          ) : null}
          {mayEnrol && toEnrol > 0 ? (
            <Button
              kind="primary"
              busy={runEnrol.busy || busy}
              onPress={() => void startEnrol('all-eligible')}
            >
              {t(data?.targetType === 'group' ? 'programs:enrol-households' : 'programs:enrol-people', {
                count: toEnrol,
                number: formatNumber(toEnrol),
              })}
            </Button>
          ) : null}
        </>
      }
      aside={
        whyOf === null ? null : (
          <WhyPanel
            key={whyOf}
            programId={programId}
            registrantId={whyOf}
            words={words}
            onClose={() => setWhyOf(null)}
            onEnrol={mayEnrol && !busy ? (id) => void startEnrol([id]) : null}
          />
        )
      }
    >
      <RefusalNotice error={program.error} failure={runCheck.failure ?? runEnrol.failure} />
      <JobBar job={check.job} title={t('programs:checking')} />
      <JobBar job={enrol.job} title={t('programs:enrolling')} />
      <EnrolledNotice job={enrol.job} />
      {data === undefined ? null : (
        <div className={whyOf === null ? 'program-page' : 'program-page with-why'}>
          <EligibilityPart program={data} words={words} onWhy={setWhyOf} />
          {whyOf === null ? <ProgramFacts program={data} words={words} /> : null}
        </div>
      )}
    </Page>
  );
}

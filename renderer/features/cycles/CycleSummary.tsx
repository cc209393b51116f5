import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { JobBar } from '../jobs/JobBar.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { ChangeTable } from './ChangeTable.tsx';
import { ChecksCard } from './ChecksCard.tsx';
import { ApproveDialog, ReturnDialog } from './DecideDialogs.tsx';
import { SampleStrip } from './SampleStrip.tsx';
import { SignCard } from './SignCard.tsx';
import { useCycleActions } from './use-cycle-actions.ts';

type Cycle = OutputOf<'cycles.get'>;

/** What one must see before signing, and the signing itself: change, checks, sample at the start, figures and buttons beside. */
export function CycleSummary({ cycle }: { readonly cycle: Cycle }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const actions = useCycleActions(cycle);
  const [asking, setAsking] = useState<'approve' | 'return' | null>(null);
  const press = (action: Cycle['actions'][number]['action']) => {
    if (action === 'approve' || action === 'return') setAsking(action);
    else actions.start(action);
  };
  const main = actions.main;
  useKeys(1, [
    ...(main === null
      ? []
      : [{ keys: 'Ctrl+Enter', label: actions.words(main), run: () => press(main), inFields: true }]),
    { keys: 'Escape', label: t('cycles:key-back'), run: () => void navigate({ to: '/cycles' }) },
  ]);
  return (
    <div className="cycle-page">
      <div className="stack">
        <RefusalNotice failure={actions.failure} />
        <JobBar job={actions.preparing.job} title={t('cycles:preparing')} />
        <JobBar job={actions.issuing.job} title={t('cycles:issuing')} />
        {actions.said === null ? null : (
          <Notice kind="ok" live>
            {actions.said}
          </Notice>
        )}
        <ChangeTable cycle={cycle} />
        <ChecksCard checks={cycle.checks} />
        {cycle.entitlementCount === 0 ? null : <SampleStrip key={cycle.preparation} cycle={cycle} />}
      </div>
      <SignCard cycle={cycle} actions={actions} onPress={press} />
      {asking === 'approve' ? (
        <ApproveDialog
          cycle={cycle}
          decide={actions.decide}
          onDone={actions.say}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {asking === 'return' ? (
        <ReturnDialog
          cycle={cycle}
          decide={actions.decide}
          onDone={actions.say}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </div>
  );
}

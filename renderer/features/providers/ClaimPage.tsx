import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { useCommand, useCore } from '../../client/use-core.ts';
import { formatDate } from '../../i18n/format.ts';
import { Ltr } from '../../ui/Marks.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { ClaimDialog, type Decision } from './ClaimDialog.tsx';
import { ClaimLines } from './ClaimLines.tsx';
import { ClaimSignCard } from './ClaimSignCard.tsx';

type Claim = OutputOf<'claims.get'>;

/** One claim: its lines with what was found, who signs, approve, return or reject. */
export function ClaimPage() {
  const { t } = useTranslation();
  const { claimId = '' } = useParams({ strict: false });
  const claim = useCore('claims.get', { claimId });
  const data = claim.data;
  return (
    <Page
      title={data === undefined ? '' : data.providerName}
      sub={
        data === undefined ? undefined : (
          <span dir="auto">
            <Ltr>{data.claimNo}</Ltr>
            {` · ${data.programName} · `}
            <Ltr>
              {t('providers:from-to', { from: formatDate(data.periodFrom), to: formatDate(data.periodTo) })}
            </Ltr>
          </span>
        )
      }
    >
      <RefusalNotice error={claim.error} />
      {data === undefined ? null : <ClaimBody claim={data} />}
    </Page>
  );
}

function ClaimBody({ claim }: { readonly claim: Claim }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const decide = useCommand('claims.decide');
  const [asking, setAsking] = useState<Decision | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const mayApprove = claim.actions.some((item) => item.action === 'approve' && item.allowed);
  useKeys(1, [
    ...(mayApprove
      ? [
          {
            keys: 'Ctrl+Enter',
            label: t('providers:key-approve'),
            run: () => setAsking('approve'),
            inFields: true,
          },
        ]
      : []),
    { keys: 'Escape', label: t('providers:key-back'), run: () => void navigate({ to: '/providers' }) },
  ]);
  return (
    <div className="cycle-page claim-page">
      <div className="claim-body">
        {said === null ? null : (
          <Notice kind="ok" live>
            {said}
          </Notice>
        )}
        <ClaimLines
          label={t('providers:lines')}
          lines={claim.lines}
          currency={claim.currency}
          empty={t('providers:no-lines')}
        />
      </div>
      <ClaimSignCard claim={claim} busy={decide.busy} onPress={setAsking} />
      {asking === null ? null : (
        <ClaimDialog
          claim={claim}
          decision={asking}
          decide={decide}
          onDone={setSaid}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { useSession } from '../../app/session.tsx';
import { useCore } from '../../client/use-core.ts';
import { formatDate, formatNumber } from '../../i18n/format.ts';
import { moneyText } from '../../i18n/money-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { ClaimLines } from './ClaimLines.tsx';
import { NewClaimTools } from './NewClaimTools.tsx';
import { useNewClaim } from './use-new-claim.ts';

/** A provider's claim: everything redeemed there, or the pile of paper scanned one by one; each line checked at once. */
export function NewClaimPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { provider = '' } = useSearch({ strict: false });
  const claim = useNewClaim(provider);
  const providers = useCore('providers.list', {});
  const programs = useCore('programs.list', {});
  const { programId, setProgram, providerId, setProvider, taken, submit } = claim;
  // Where there is only one to choose, it is chosen.
  const onlyProgram = programs.data?.programs.length === 1 ? programs.data.programs[0]?.programId : undefined;
  const onlyProvider =
    providers.data?.providers.length === 1 ? providers.data.providers[0]?.providerId : undefined;
  useEffect(() => {
    if (programId === '' && onlyProgram !== undefined) setProgram(onlyProgram);
    if (providerId === '' && onlyProvider !== undefined) setProvider(onlyProvider);
  }, [programId, onlyProgram, setProgram, providerId, onlyProvider, setProvider]);
  const { me } = useSession();
  const currency = claim.check.data?.currency ?? me.currency;
  const count = taken.length;
  const send = async () => {
    if (count === 0) return;
    const reply = await submit.run({
      providerId,
      programId,
      voucherIds: taken.map((line) => line.voucherId),
    });
    if (reply?.ok)
      void navigate({
        to: '/providers/claims/$claimId',
        params: { claimId: reply.value.claimId },
        replace: true,
      });
  };
  const text = t('providers:send', {
    count,
    number: formatNumber(count),
    amount: moneyText(claim.totalMinor, currency),
  });
  useKeys(1, [
    { keys: 'Ctrl+Enter', label: t('providers:key-send'), run: () => void send(), inFields: true },
    { keys: 'Enter', label: t('providers:key-toggle') },
    { keys: 'Escape', label: t('providers:key-back'), run: () => void navigate({ to: '/providers' }) },
  ]);
  const period = claim.check.data;
  return (
    <Page
      title={t('providers:new-claim')}
      tools={
        <NewClaimTools
          claim={claim}
          providers={providers.data?.providers ?? []}
          programs={programs.data?.programs ?? []}
        />
      }
      footer={
        <>
          <span className="row wrap small">
            <b>{t('providers:to-pay', { count, number: formatNumber(count) })}</b>
            <bdi dir="ltr" className="strong">
              {moneyText(claim.totalMinor, currency)}
            </bdi>
            <Tally lines={claim.lines} />
          </span>
          <span className="push" />
          <Button
            kind="primary"
            size="large"
            keys="Ctrl+Enter"
            busy={submit.busy}
            refusedBecause={count === 0 ? t('providers:nothing-in') : null}
            onPress={() => void send()}
          >
            {text}
          </Button>
        </>
      }
    >
      <div className="claim-body">
        <RefusalNotice error={claim.check.error} failure={submit.failure} />
        {claim.note === null ? null : (
          <Notice kind="warn" live>
            {claim.note}
          </Notice>
        )}
        <ClaimLines
          label={t('providers:new-claim')}
          lines={claim.lines}
          currency={currency}
          isIn={claim.isIn}
          onToggle={claim.toggle}
          note={
            period === undefined || claim.lines.length === 0
              ? undefined
              : t('providers:from-to', {
                  from: formatDate(period.periodFrom),
                  to: formatDate(period.periodTo),
                })
          }
          empty={emptyText(t, claim)}
        />
      </div>
    </Page>
  );
}

function emptyText(t: ReturnType<typeof useTranslation>['t'], claim: ReturnType<typeof useNewClaim>): string {
  if (claim.providerId === '' || claim.programId === '') return t('providers:choose-first');
  return claim.source === 'pile' ? t('providers:scan-first') : t('providers:nothing-unclaimed');
}

function Tally({ lines }: { readonly lines: ReturnType<typeof useNewClaim>['lines'] }) {
  const { t } = useTranslation();
  const look = lines.filter((line) => line.verdict === 'look').length;
  const reject = lines.filter((line) => line.verdict === 'reject').length;
  return (
    <>
      {look === 0 ? null : (
        <span className="t-warn">{`! ${t('providers:tally-look', { count: look })}`}</span>
      )}
      {reject === 0 ? null : (
        <span className="t-danger">{`× ${t('providers:tally-reject', { count: reject })}`}</span>
      )}
    </>
  );
}

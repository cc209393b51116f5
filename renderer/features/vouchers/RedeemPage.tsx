import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { useScans } from '../../app/scans.tsx';
import { useCore } from '../../client/use-core.ts';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { isSoundOn, setSound } from './beep.ts';
import { useChosenProvider } from './chosen-provider.ts';
import { ReadyCard } from './ReadyCard.tsx';
import { RefusedCard } from './RefusedCard.tsx';
import { TodayPanel } from './TodayPanel.tsx';
import { useRedeem } from './use-redeem.ts';
import { ValidCard } from './ValidCard.tsx';

/** Where vouchers are paid out: scan anywhere, one big word, Enter pays, ready again. */
export function RedeemPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const redeem = useRedeem();
  const { stage, inspect, unreadable } = redeem;
  const [providerId, chooseProvider] = useChosenProvider();
  const providers = useCore('providers.list', {});
  const active = providers.data?.providers.filter((provider) => provider.status === 'active') ?? [];
  const only = active.length === 1 ? active[0]?.providerId : undefined;
  const [nudges, setNudges] = useState(0);
  const [scans, setScans] = useState(0);
  const { code } = useSearch({ strict: false });
  useEffect(() => {
    if (code === undefined) return;
    // The code leaves the address at once: going back must not open a voucher a second time.
    void navigate({ to: '/vouchers/redeem', search: {}, replace: true });
    void inspect(code);
  }, [code, inspect, navigate]);
  useScans((scanned) => {
    setScans((count) => count + 1);
    if (redeem.paying) return;
    if (stage.kind === 'refused') setNudges((count) => count + 1);
    else if (scanned === null) unreadable();
    else void inspect(scanned);
  });
  // A new card starts without the reproach of the last one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: set back whenever the card changes
  useEffect(() => setNudges(0), [stage]);
  const nudge = useCallback(() => setNudges((count) => count + 1), []);
  return (
    <Page title={t('vouchers:redeem')} actions={<SoundButton />} aside={<TodayPanel />}>
      <div className="redeem-stage">
        {stage.kind === 'valid' ? (
          <ValidCard
            key={stage.code}
            stage={stage}
            redeem={redeem}
            scans={scans}
            providerId={providerId ?? only ?? null}
            onProvider={chooseProvider}
          />
        ) : stage.kind === 'refused' ? (
          <RefusedCard failure={stage.failure} onClose={redeem.close} nudges={nudges} onNudge={nudge} />
        ) : (
          <ReadyCard
            redeem={redeem}
            providers={active}
            providerId={providerId ?? only ?? null}
            onProvider={chooseProvider}
          />
        )}
      </div>
    </Page>
  );
}

/** Sound is a setting of this desk: some counters are in a full waiting room. */
function SoundButton() {
  const { t } = useTranslation();
  const [on, setOn] = useState(isSoundOn);
  const toggle = () => {
    setSound(!on);
    setOn(!on);
  };
  useKeys(1, [{ keys: 'Alt+S', run: toggle }]);
  return (
    <Button kind="quiet" size="small" onPress={toggle}>
      {on ? t('vouchers:sound-on') : t('vouchers:sound-off')}
    </Button>
  );
}

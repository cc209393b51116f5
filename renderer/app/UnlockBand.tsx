import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatEthiopicDate, formatTime } from '../i18n/format.ts';
import { Brand } from './Sidebar.tsx';
import type { PcState } from './session.tsx';

/** What one may read out over the phone before signing in: clock, office, PC, version. Nothing about people. */
export function UnlockBand({ pc }: { readonly pc: PcState }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const today = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  return (
    <header className="lock-band">
      <div className="brand">
        <Brand />
        <span>{'Tawi'}</span>
      </div>
      {pc.practice ? <p className="practice-flag">{t('common:practice')}</p> : null}
      <div className="clock">
        <bdi dir="ltr">{formatTime(now.toISOString())}</bdi>
      </div>
      <p>
        <bdi>{formatDate(today)}</bdi>
        <br />
        <bdi className="quiet">{formatEthiopicDate(today)}</bdi>
      </p>
      <dl>
        <dt>{t('common:office')}</dt>
        <dd dir="auto">{pc.officeName ?? '–'}</dd>
        <dt>{t('common:this-pc')}</dt>
        <dd>
          <bdi dir="ltr">{pc.deviceLabel ?? '–'}</bdi>
        </dd>
        <dt>{t('common:version')}</dt>
        <dd>
          <bdi dir="ltr">{pc.version}</bdi>
        </dd>
      </dl>
      <p className="quiet small">{t('common:offline-is-normal')}</p>
    </header>
  );
}

import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatNumber } from '../../i18n/format.ts';
import { Card } from '../../ui/Card.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Chip } from '../../ui/Marks.tsx';
import { checkSentence } from './cycle-words.ts';

type Check = OutputOf<'cycles.get'>['checks'][number];

/** The ticks that must stand before a list goes to approval; what is to be looked at or solved says so in words. */
export function ChecksCard({ checks }: { readonly checks: readonly Check[] }) {
  const { t } = useTranslation();
  const open = checks.filter((check) => check.state !== 'ok').length;
  return (
    <Card
      title={t('cycles:checks')}
      note={<span>{open === 0 ? t('cycles:checks-fine') : t('cycles:checks-found', { count: open })}</span>}
    >
      <ul className="check-ticks">
        {checks.map((check) => (
          <li key={check.code}>
            <span className={`tick ${check.state === 'ok' ? 'done' : 'warn'}`} aria-hidden="true">
              {check.state === 'ok' ? <Icon name="check" /> : '!'}
            </span>
            <span>
              {t(checkSentence(check.code, check.state), {
                count: check.count,
                number: formatNumber(check.count),
              })}
            </span>
            {check.state === 'look' ? <Chip tone="warn">{t('cycles:check-look')}</Chip> : null}
            {check.state === 'stop' ? <Chip tone="danger">{t('cycles:check-stop')}</Chip> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

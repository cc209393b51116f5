import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { useSession } from '../../app/session.tsx';
import { useCore } from '../../client/use-core.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Card } from '../../ui/Card.tsx';
import { Amount } from '../../ui/Marks.tsx';

const sampleSize = 20;

/** Twenty lines across the whole list, opened one by one with the arrow key: what the approver looked at is counted. */
export function SampleStrip({ cycle }: { readonly cycle: OutputOf<'cycles.get'> }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const sample = useCore('cycles.entitlements', { cycleId: cycle.cycleId, sample: true, limit: sampleSize });
  const rows = sample.data?.rows ?? [];
  const [at, setAt] = useState(-1);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const open = (index: number) => {
    if (index < 0 || index >= rows.length) return;
    setAt(index);
    setOpened((before) => new Set(before).add(index));
  };
  useKeys(1, [
    { keys: 'ArrowRight', label: t('cycles:key-sample'), run: () => open(at + 1) },
    { keys: 'ArrowLeft', run: () => open(at - 1) },
  ]);
  const row = rows[at];
  return (
    <Card
      title={t('cycles:sample', { count: rows.length })}
      note={
        <span>
          {t('cycles:sample-opened', { opened: formatNumber(opened.size), of: formatNumber(rows.length) })}
        </span>
      }
    >
      <div className="sample">
        {rows.map((item, index) => (
          <button
            key={item.entitlementId}
            type="button"
            className={opened.has(index) ? 'seen' : undefined}
            aria-pressed={index === at}
            aria-label={t('cycles:sample-no', { no: index + 1 })}
            onClick={() => open(index)}
          >
            {opened.has(index) ? '✓' : index + 1}
          </button>
        ))}
      </div>
      <p className="sample-line small" aria-live="polite">
        {row === undefined ? (
          <span className="muted">{t('cycles:sample-hint')}</span>
        ) : (
          <>
            <span className="muted">{t('cycles:sample-no', { no: at + 1 })}</span>
            <b dir="auto">{row.name}</b>
            <span dir="auto">{row.areaName}</span>
            <Amount minor={row.amountMinor} currency={cycle.currency} />
            {may('registry.read') ? (
              <Link to="/people/$registrantId" params={{ registrantId: row.registrantId }}>
                {t('cycles:open-record')}
              </Link>
            ) : null}
          </>
        )}
      </p>
    </Card>
  );
}

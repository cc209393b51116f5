import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { useSession } from '../../app/session.tsx';
import { useCore } from '../../client/use-core.ts';
import { usePages } from '../../client/use-pages.ts';
import { formatDate, formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { type Column, DataGrid } from '../../ui/DataGrid.tsx';
import { Amount, Chip, Ltr } from '../../ui/Marks.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { shownShortCode } from './shown-short-code.ts';
import { TodayPanel } from './TodayPanel.tsx';
import { voucherStateWord } from './voucher-words.ts';

type Row = OutputOf<'vouchers.list'>['rows'][number];
const pauseMs = 200;

/** Vouchers of this office: find one by its number or the person's name, print a cycle's, go and pay out. */
export function VouchersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { may } = useSession();
  const [typed, setTyped] = useState('');
  const [cycleId, setCycleId] = useState('');
  const text = useLate(searched(typed));
  const list = usePages('vouchers.list', { text, ...(cycleId === '' ? {} : { cycleId }) });
  const find = useRef<HTMLInputElement>(null);
  useEffect(() => find.current?.focus(), []);
  const mayRedeem = may('voucher.redeem');
  const redeem = () => void navigate({ to: '/vouchers/redeem' });
  const print = () => void navigate({ to: '/vouchers/sheet/$cycleId', params: { cycleId } });
  const mayPrint = may('voucher.print') && cycleId !== '';
  useKeys(1, [
    ...(mayRedeem ? [{ keys: 'F2', label: t('vouchers:redeem'), run: redeem }] : []),
    { keys: 'F3', label: t('vouchers:find'), run: () => find.current?.focus() },
    ...(mayPrint ? [{ keys: 'Ctrl+P', label: t('vouchers:print-these'), run: print, inFields: true }] : []),
  ]);
  const columns = useColumns();
  return (
    <Page
      title={t('vouchers:title')}
      sub={
        list.first === undefined
          ? undefined
          : t('vouchers:total', { count: list.first.total, number: formatNumber(list.first.total) })
      }
      actions={
        <>
          {may('voucher.print') ? (
            <Button
              icon="print"
              keys="Ctrl+P"
              refusedBecause={mayPrint ? null : t('vouchers:choose-cycle')}
              onPress={print}
            >
              {t('vouchers:print-these')}
            </Button>
          ) : null}
          {mayRedeem ? (
            <Button kind="primary" keys="F2" onPress={redeem}>
              {t('vouchers:redeem')}
            </Button>
          ) : null}
        </>
      }
      tools={
        <>
          <label htmlFor="find-voucher">{t('vouchers:find')}</label>
          <input
            ref={find}
            id="find-voucher"
            className="in tool"
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
            value={typed}
            placeholder={t('vouchers:find-how')}
            onChange={(event) => setTyped(event.target.value)}
          />
          <CycleSelect value={cycleId} onChange={setCycleId} />
        </>
      }
      aside={mayRedeem ? <TodayPanel /> : null}
    >
      <RefusalNotice error={list.error} />
      {list.rows.length === 0 && !list.loading ? (
        <EmptyState title={text === '' ? t('vouchers:none') : t('vouchers:none-fit', { text })}>
          {text === '' ? t('vouchers:none-why') : t('vouchers:none-fit-why')}
        </EmptyState>
      ) : (
        <div className="card fill-page">
          <DataGrid
            label={t('vouchers:title')}
            rows={list.rows}
            columns={columns}
            keyOf={(row) => row.voucherId}
            onNearEnd={list.more}
            {...(mayRedeem
              ? {
                  onOpen: (row: Row) =>
                    void navigate({ to: '/vouchers/redeem', search: { code: row.shortCode } }),
                }
              : {})}
          />
        </div>
      )}
    </Page>
  );
}

function CycleSelect({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (cycleId: string) => void;
}) {
  const { t } = useTranslation();
  const cycles = useCore('cycles.list', {});
  return (
    <>
      <label htmlFor="voucher-cycle">{t('vouchers:cycle')}</label>
      <select
        id="voucher-cycle"
        className="in tool"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{t('vouchers:all-cycles')}</option>
        {cycles.data?.cycles.map((cycle) => (
          <option key={cycle.cycleId} value={cycle.cycleId}>
            {`${cycle.name} · ${cycle.programName}`}
          </option>
        ))}
      </select>
    </>
  );
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation();
  return useMemo(
    (): readonly Column<Row>[] => [
      {
        id: 'number',
        header: t('vouchers:number'),
        width: '150px',
        cell: (row) => <Ltr>{shownShortCode(row.shortCode)}</Ltr>,
      },
      { id: 'name', header: t('vouchers:person'), cell: (row) => <b dir="auto">{row.name}</b> },
      { id: 'area', header: t('vouchers:area'), cell: (row) => <span dir="auto">{row.areaName}</span> },
      {
        id: 'amount',
        header: t('vouchers:amount'),
        numeric: true,
        width: '130px',
        cell: (row) => <Amount minor={row.amountMinor} currency={row.currency} />,
      },
      {
        id: 'until',
        header: t('vouchers:valid-until'),
        width: '110px',
        cell: (row) => <bdi>{formatDate(row.validUntil)}</bdi>,
      },
      {
        id: 'state',
        header: t('vouchers:state'),
        width: '120px',
        cell: (row) => {
          const word = voucherStateWord(row.state);
          return <Chip tone={word.tone}>{t(word.text)}</Chip>;
        },
      },
    ],
    [t],
  );
}

/** A number typed as it stands on the paper loses its hyphens; a name keeps them. */
function searched(typed: string): string {
  const text = typed.trim();
  return /^[0-9a-z]{5}-/i.test(text) ? text.replace(/-/g, '') : text;
}

/** The text after a short pause in typing, so that not every letter asks the core. */
function useLate(text: string): string {
  const [late, setLate] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLate(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return late;
}

import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useScans } from '../../app/scans.tsx';
import { useCommand, useCore } from '../../client/use-core.ts';

export type Source = 'redeemed' | 'pile';
type Line = OutputOf<'claims.check'>['lines'][number];

/** A claim being put together: who claims, from which vouchers, which lines are in. Nothing is written before it is sent. */
export function useNewClaim(startProvider: string) {
  const { t } = useTranslation();
  const [providerId, setProvider] = useState(startProvider);
  const [programId, setProgram] = useState('');
  const [source, setSource] = useState<Source>('redeemed');
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [note, setNote] = useState<string | null>(null);
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const submit = useCommand('claims.submit');
  useScans((code) => {
    if (code === null) return setNote(t('providers:scan-again'));
    if (codes.includes(code)) return setNote(t('providers:scanned-already'));
    setNote(null);
    setSource('pile');
    setCodes([...codes, code]);
  });
  const wanted = source === 'pile' ? codes : [];
  const check = useCore(
    'claims.check',
    { providerId, programId, codes: [...wanted] },
    {
      enabled: providerId !== '' && programId !== '' && (source === 'redeemed' || codes.length > 0),
      keepPrevious: true,
    },
  );
  const isShown = source === 'redeemed' || codes.length > 0;
  const lines = useMemo(() => (isShown ? (check.data?.lines ?? []) : []), [isShown, check.data]);
  /** In when the check says so, unless the clerk turned it. */
  const isIn = useCallback(
    (line: Line) => line.verdict !== 'reject' && line.included !== turned.has(line.voucherId),
    [turned],
  );
  const toggle = useCallback((line: Line) => {
    if (line.verdict === 'reject') return;
    setTurned((before) => {
      const after = new Set(before);
      if (!after.delete(line.voucherId)) after.add(line.voucherId);
      return after;
    });
  }, []);
  const taken = lines.filter(isIn);
  return {
    providerId,
    setProvider,
    programId,
    setProgram,
    source,
    setSource,
    scanned: codes.length,
    forget: () => setCodes([]),
    note,
    check,
    lines,
    isIn,
    toggle,
    taken,
    totalMinor: taken.reduce((sum, line) => sum + line.amountMinor, 0),
    submit,
  };
}

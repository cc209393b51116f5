import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.tsx';
import { Button } from '../../ui/Button.tsx';
import type { Item } from './sync-item.ts';

type Props = {
  readonly item: Item;
  readonly busy: boolean;
  readonly onCopied: (code: string) => void;
  readonly onRetry: () => void;
  readonly onWithdraw: () => void;
};

/** Show record, copy the code for the telephone; for what was refused also send again or withdraw. */
export function ItemActions({ item, busy, onCopied, onRetry, onWithdraw }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { may } = useSession();
  const { href, supportCode } = item;
  const copy = async () => {
    await navigator.clipboard.writeText(supportCode).catch(() => undefined);
    // Shown as well: where nothing may be copied it can still be read out.
    onCopied(supportCode);
  };
  const refused = item.mark === 'refused' && may('sync.run');
  return (
    <>
      {href === null ? null : (
        <Button size="small" onPress={() => void navigate({ to: href })}>
          {t('sync:show')}
        </Button>
      )}
      {refused ? (
        <>
          <Button size="small" busy={busy} onPress={onRetry}>
            {t('sync:retry')}
          </Button>
          <Button size="small" busy={busy} onPress={onWithdraw}>
            {t('sync:withdraw')}
          </Button>
        </>
      ) : null}
      <Button size="small" kind="quiet" onPress={() => void copy()}>
        {t('sync:copy-code')}
      </Button>
    </>
  );
}

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { useCommand } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import type { Item } from './sync-item.ts';
import { operationText } from './sync-words.ts';

type Props = {
  readonly item: Item;
  readonly settle: ReturnType<typeof useCommand<'sync.settle'>>;
  readonly onClose: () => void;
};
const longestReason = 200;

/** Giving up something the centre did not take: says what will happen and asks why. */
export function WithdrawDialog({ item, settle, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const { clear } = settle;
  useEffect(() => clear, [clear]);
  const lacks = reason.trim() === '' ? t('approvals:reason-needed') : null;
  const withdraw = async () => {
    if (lacks !== null) return;
    const reply = await settle.run({ opNo: item.opNo, choice: 'withdraw', reason: reason.trim() });
    if (reply?.ok) onClose();
  };
  return (
    <Dialog
      title={t('sync:withdraw-title')}
      onClose={onClose}
      footer={
        <>
          <Button keys="Esc" onPress={onClose}>
            {t('approvals:go-back')}
          </Button>
          <Button kind="danger" busy={settle.busy} refusedBecause={lacks} onPress={() => void withdraw()}>
            {t('sync:withdraw-confirm')}
          </Button>
        </>
      }
    >
      <p dir="auto">
        <b>{operationText(t, item.action)}</b>
        {item.subject === '' ? null : <span>{` · ${item.subject}`}</span>}
      </p>
      <p className="small">{t('sync:withdraw-text')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void withdraw();
        }}
      >
        <Field
          label={t('sync:withdraw-reason')}
          span={12}
          maxLength={longestReason}
          value={reason}
          data-autofocus
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
      {settle.failure === null ? null : (
        <Notice kind="danger" live>
          {errorText(t, settle.failure)}
        </Notice>
      )}
    </Dialog>
  );
}

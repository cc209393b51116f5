import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { errorText } from '../../i18n/error-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EntryForm } from '../../ui/EntryForm.tsx';
import { Choice } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { reasonText } from './person-words.ts';
import type { HiddenValue, useReveal } from './use-reveal.ts';

type Props = {
  readonly hidden: readonly HiddenValue[];
  readonly first: string;
  readonly reasons: readonly string[];
  readonly reveal: ReturnType<typeof useReveal>;
  readonly onClose: () => void;
};

/** Why a hidden value is to be shown: a digit and Enter. What is asked and why goes into the audit trail first. */
export function RevealDialog({ hidden, first, reasons, reveal, onClose }: Props) {
  const { t } = useTranslation();
  const [key, setKey] = useState(first);
  const [reason, setReason] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const wanted = hidden.find((value) => value.key === key);
  const show = async () => {
    setMissing(reason === null);
    if (reason === null || wanted === undefined) return;
    if (await reveal.reveal(wanted, reason)) onClose();
  };
  useKeys(3, [{ keys: 'Ctrl+Enter', label: t('people:show'), run: () => void show() }]);
  return (
    <Dialog
      title={t('people:show-title')}
      onClose={onClose}
      footer={
        <>
          <Button keys="Esc" onPress={onClose}>
            {t('people:cancel')}
          </Button>
          <Button kind="primary" keys="Enter" icon="eye" busy={reveal.busy} onPress={() => void show()}>
            {t('people:show')}
          </Button>
        </>
      }
    >
      <EntryForm className="stack upright" onEnd={() => void show()}>
        {hidden.length < 2 ? null : (
          <Choice
            label={t('people:what')}
            span={12}
            options={hidden.map((value) => ({ value: value.key, text: value.label }))}
            value={key}
            onChoose={setKey}
          />
        )}
        <div data-first-field="true">
          <Choice
            label={t('people:why')}
            span={12}
            options={reasons.slice(0, 9).map((code) => ({ value: code, text: reasonText(t, code) }))}
            value={reason}
            onChoose={setReason}
            error={missing ? t('people:why-missing') : undefined}
          />
        </div>
        <p className="small muted">{t('people:show-note')}</p>
        {reveal.failure === null ? null : (
          <Notice kind="danger" live>
            {errorText(t, reveal.failure)}
          </Notice>
        )}
      </EntryForm>
    </Dialog>
  );
}

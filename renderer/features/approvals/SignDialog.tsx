import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#contract/contract';
import { useSession } from '../../app/session.tsx';
import { errorText } from '../../i18n/error-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PinField } from '../../ui/PinField.tsx';

export type Signed = { readonly pin: string; readonly reason: string };
type Props = {
  readonly title: string;
  /** The main figures once more: nobody signs what is hidden behind the dialog. */
  readonly children: ReactNode;
  readonly confirmText: string;
  /** Asks for a reason too: returning, rejecting. */
  readonly reasonLabel?: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onSign: (signed: Signed) => void;
  readonly onClose: () => void;
};
const shortestPin = 4;
const longestReason = 2000;

/** Signing: the figures, a reason where one is due, the PIN, one button with verb and count. Enter signs, Esc goes back. */
export function SignDialog(props: Props) {
  const { title, children, confirmText, reasonLabel, danger = false, busy, failure, onSign, onClose } = props;
  const { t } = useTranslation();
  const { me } = useSession();
  const [pin, setPin] = useState('');
  const [reason, setReason] = useState('');
  const lacksReason = reasonLabel !== undefined && reason.trim() === '';
  const lacks = lacksReason
    ? t('approvals:reason-needed')
    : pin.length < shortestPin
      ? t('approvals:pin-needed')
      : null;
  const sign = () => {
    if (lacks !== null || busy) return;
    onSign({ pin, reason: reason.trim() });
    setPin('');
  };
  const ofPin = failure?.code === 'identity/wrong-pin' || failure?.code === 'identity/locked-out';
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button size="large" keys="Esc" onPress={onClose}>
            {t('approvals:go-back')}
          </Button>
          <Button
            size="large"
            kind={danger ? 'danger' : 'primary'}
            busy={busy}
            refusedBecause={lacks}
            onPress={sign}
          >
            {confirmText}
          </Button>
        </>
      }
    >
      {children}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          sign();
        }}
      >
        {reasonLabel === undefined ? null : (
          <Field
            label={reasonLabel}
            span={12}
            maxLength={longestReason}
            value={reason}
            data-autofocus
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        <PinField
          label={t('approvals:pin-of', { name: me.displayName })}
          value={pin}
          onChange={setPin}
          error={ofPin && failure !== null ? errorText(t, failure) : undefined}
          inputRef={(input) => {
            if (reasonLabel === undefined) input?.setAttribute('data-autofocus', '');
          }}
        />
        {/* Two fields in a form: Enter submits only where a submit button stands. */}
        <button type="submit" className="sr" tabIndex={-1} aria-hidden="true" />
      </form>
      {failure === null || ofPin ? null : (
        <Notice kind="danger" live>
          {errorText(t, failure)}
        </Notice>
      )}
    </Dialog>
  );
}

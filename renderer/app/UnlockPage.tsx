import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../client/use-core.ts';
import { errorText } from '../i18n/error-text.ts';
import { languages, turnTo } from '../i18n/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PinField } from '../ui/PinField.tsx';
import { useKeys } from './keys.tsx';
import type { Me, PcState } from './session.tsx';
import { UnlockBand } from './UnlockBand.tsx';
import { UserList } from './UserList.tsx';

type Props = { readonly pc: PcState; readonly onUnlocked: (me: Me) => Promise<void> };

/** Who is working? Names of this PC's people, the last one chosen; PIN and Enter. Works the same without a line. */
export function UnlockPage({ pc, onUnlocked }: Props) {
  const { t } = useTranslation();
  const [userId, setUserId] = useState(pc.lastUserId ?? pc.users[0]?.userId ?? '');
  const at = pc.users.findIndex((candidate) => candidate.userId === userId);
  const user = pc.users[at];
  const step = (by: number) => setUserId(pc.users.at((at + by) % pc.users.length)?.userId ?? userId);
  // From the PIN field too: handing over is an arrow key and the next person's PIN.
  useKeys(1, [
    { keys: 'ArrowDown', run: () => step(1), inFields: true },
    { keys: 'ArrowUp', run: () => step(-1), inFields: true },
  ]);
  useEffect(() => {
    document.title = `${t('common:unlock-title')} · Tawi`;
  }, [t]);
  return (
    <div className={pc.practice ? 'lock-page practice' : 'lock-page'}>
      <UnlockBand pc={pc} />
      <main className="lock-main">
        <LanguageBar />
        {pc.state === 'not-enrolled' ? (
          <Notice kind="info" title={t('common:not-enrolled')}>
            {t('common:not-enrolled-text')}
          </Notice>
        ) : (
          <div className="lock-two">
            <section>
              <h1>{t('common:who-is-working')}</h1>
              <UserList users={pc.users} chosen={userId} onChoose={setUserId} onPicked={focusForm} />
            </section>
            {user === undefined ? null : user.activated ? (
              <PinForm
                key={user.userId}
                userId={user.userId}
                name={user.displayName}
                onUnlocked={onUnlocked}
              />
            ) : (
              <ActivateForm
                key={user.userId}
                userId={user.userId}
                name={user.displayName}
                onUnlocked={onUnlocked}
              />
            )}
          </div>
        )}
      </main>
    </div>
  );
}

/** Whoever was chosen, and in whichever language: the PIN comes next. */
const focusForm = (): void => document.querySelector<HTMLInputElement>('.lock-form input')?.focus();

function LanguageBar() {
  const { i18n } = useTranslation();
  const remember = useCommand('session.setLanguage');
  const choose = useCallback(
    async (code: string) => {
      await turnTo(code);
      focusForm();
      await remember.run({ language: code });
    },
    [remember],
  );
  return (
    <div className="langs">
      {languages.map((language) => (
        <button
          key={language.code}
          type="button"
          lang={language.code}
          className="btn btn-sm"
          aria-pressed={i18n.language === language.code}
          onClick={() => void choose(language.code)}
        >
          {language.name}
        </button>
      ))}
    </div>
  );
}

type FormProps = {
  readonly userId: string;
  readonly name: string;
  readonly onUnlocked: (me: Me) => Promise<void>;
};

function PinForm({ userId, name, onUnlocked }: FormProps) {
  const { t } = useTranslation();
  const unlock = useCommand('session.unlock');
  const [pin, setPin] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const submit = async () => {
    if (pin.length < 4) return;
    const reply = await unlock.run({ userId, pin });
    if (reply?.ok === true) return onUnlocked(reply.value);
    setPin('');
    input.current?.focus();
  };
  return (
    <form
      className="lock-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{t('common:pin-of', { name })}</h2>
      <PinField
        label={t('common:pin')}
        value={pin}
        onChange={setPin}
        inputRef={input}
        error={unlock.failure === null ? undefined : errorText(t, unlock.failure)}
      />
      <PinPad pin={pin} onChange={setPin} />
      <Button
        kind="primary"
        size="large"
        keys="Enter"
        icon="enter"
        busy={unlock.busy}
        submit
        onPress={() => undefined}
      >
        {t('common:unlock')}
      </Button>
    </form>
  );
}

/** For the mouse; the keyboard types straight into the field. */
function PinPad({ pin, onChange }: { readonly pin: string; readonly onChange: (pin: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className="pinpad">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
        <button
          key={digit}
          type="button"
          className="btn"
          tabIndex={-1}
          onClick={() => onChange((pin + digit).slice(0, 12))}
        >
          {digit}
        </button>
      ))}
      <button type="button" className="btn btn-quiet" tabIndex={-1} onClick={() => onChange('')}>
        {t('common:clear')}
      </button>
      <button type="button" className="btn" tabIndex={-1} onClick={() => onChange(`${pin}0`.slice(0, 12))}>
        {'0'}
      </button>
    </div>
  );
}

/** First time on this PC: the code from the centre makes the person's signing key here, under a PIN of their own. */
function ActivateForm({ userId, name, onUnlocked }: FormProps) {
  const { t } = useTranslation();
  const activate = useCommand('session.activate');
  const [code, setCode] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const differs = again.length >= pin.length && pin !== '' && again !== pin;
  const submit = async () => {
    if (pin.length < 6 || again !== pin || code.trim() === '') return;
    const reply = await activate.run({ userId, activationCode: code.trim(), pin });
    if (reply?.ok === true) await onUnlocked(reply.value);
  };
  return (
    <form
      className="lock-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{t('common:first-time', { name })}</h2>
      <p className="small muted">{t('common:first-time-text')}</p>
      <Field
        label={t('common:activation-code')}
        dir="ltr"
        span={12}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        error={activate.failure === null ? undefined : errorText(t, activate.failure)}
      />
      <PinField label={t('common:new-pin')} value={pin} onChange={setPin} />
      <PinField
        label={t('common:pin-again')}
        value={again}
        onChange={setAgain}
        error={differs ? t('common:pins-differ') : undefined}
      />
      <Button kind="primary" size="large" busy={activate.busy} submit onPress={() => undefined}>
        {t('common:activate')}
      </Button>
    </form>
  );
}

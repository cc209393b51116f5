import { useEffect, useState } from 'react';
import type { InputOf } from '#contract/contract';
import { useCommand } from '../../client/use-core.ts';

export type HiddenValue = {
  readonly key: string;
  readonly label: string;
  readonly field: InputOf<'registry.reveal'>['field'];
  readonly identifierId?: string;
};
type Shown = { readonly key: string; readonly value: string; readonly untilMs: number };

/**
 * Hidden values of one person, shown one at a time for the seconds the core allows; the core writes who looked and why
 * before it answers. The value is gone with the time, with the page, and when the window is left.
 */
export function useReveal(registrantId: string) {
  const command = useCommand('registry.reveal');
  const [shown, setShown] = useState<Shown | null>(null);
  const [nowMs, setNowMs] = useState(0);
  useEffect(() => {
    if (shown === null) return;
    const timer = setInterval(() => setNowMs(Date.now()), 500);
    const hide = () => setShown(null);
    const onHidden = () => {
      if (document.visibilityState === 'hidden') hide();
    };
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onHidden);
    };
  }, [shown]);
  useEffect(() => {
    if (shown !== null && nowMs >= shown.untilMs) setShown(null);
  }, [nowMs, shown]);
  const reveal = async (hidden: HiddenValue, reason: string): Promise<boolean> => {
    const { field, identifierId } = hidden;
    const which = identifierId === undefined ? {} : { identifierId };
    const reply = await command.run({ registrantId, field, ...which, reason });
    if (reply?.ok !== true) return false;
    const now = Date.now();
    setNowMs(now);
    setShown({ key: hidden.key, value: reply.value.value, untilMs: now + reply.value.seconds * 1000 });
    return true;
  };
  return {
    reveal,
    busy: command.busy,
    failure: command.failure,
    clear: command.clear,
    shownOf: (key: string) =>
      shown?.key === key
        ? { value: shown.value, secondsLeft: Math.max(0, Math.ceil((shown.untilMs - nowMs) / 1000)) }
        : null,
  };
}

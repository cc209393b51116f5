import type { WireEvent } from '#host/wire-client';
import type { OfficeFacts } from './updater.ts';

/** Follows what the shell must know before it touches the app, from the events any window hears. */
export function followOffice(pageAddress: () => string) {
  let unsent: number | undefined;
  return {
    hear: ({ topic, event }: WireEvent): void => {
      if (topic !== 'sync.status' || typeof event !== 'object' || event === null || !('waiting' in event))
        return;
      unsent = typeof event.waiting === 'number' ? event.waiting : undefined;
    },
    /** The core began anew: nothing is known again. */
    forget: (): void => {
      unsent = undefined;
    },
    facts: (): OfficeFacts => ({ unsent, redeeming: /#\/vouchers\/redeem\b/.test(pageAddress()) }),
  };
}

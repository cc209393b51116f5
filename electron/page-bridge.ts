import { isMethodName } from '#contract/method-names';
import type { AnyReply } from '#host/core-api';
import type { WireClient } from '#host/wire-client';

/** What the page sees as `window.tawi`: these two and nothing else. */
export type PageBridge = {
  readonly invoke: (method: unknown, input: unknown) => Promise<AnyReply>;
  readonly subscribe: (listener: unknown) => () => void;
};

/** Lets a page call methods of the contract and hear events; any other name is refused before it leaves the page. */
export function createPageBridge(client: WireClient): PageBridge {
  return {
    invoke: async (method, input) => {
      if (typeof method !== 'string' || !isMethodName(method)) {
        return { ok: false, error: { code: 'host/unknown-method' } };
      }
      const answer = await client.ask({ method, input });
      return answer !== undefined && 'reply' in answer
        ? answer.reply
        : { ok: false, error: { code: 'host/closing' } };
    },
    subscribe: (listener) => {
      if (typeof listener !== 'function') return () => undefined;
      return client.subscribe(({ topic, event }) => {
        listener(topic, event);
      });
    },
  };
}

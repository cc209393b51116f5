import type { Transport } from './transport.ts';

const unreachable = { ok: false, error: { code: 'host/closing' } } as const;

/** Calls as `POST /api/<method>` with the session cookie; events as Server-Sent Events. */
export function createHttpTransport(): Transport {
  return {
    invoke: async (method, input) => {
      const response = await fetch(`api/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
        credentials: 'same-origin',
      }).catch(() => undefined);
      if (response === undefined) return unreachable;
      // The host does not know this browser any more (it was started anew): its own page says how to come back.
      if (response.status === 401) {
        window.location.reload();
        return unreachable;
      }
      const reply: unknown = await response.json().catch(() => unreachable);
      return reply;
    },
    subscribe: (listener) => {
      const source = new EventSource('events');
      source.onmessage = (message: MessageEvent<string>) => {
        const { topic, event } = JSON.parse(message.data);
        listener(topic, event);
      };
      return () => source.close();
    },
  };
}

import type { ServerResponse } from 'node:http';
import type { CoreApi } from '#host/core-api';
import { CLOSED_POLICY, SECURITY_HEADERS } from '#host/security-headers';

/** Keeps proxies and browsers from thinking the line is dead; also how a closed page is noticed. */
const BEAT_MS = 25_000;

export type EventStreams = {
  readonly open: (response: ServerResponse, channel: string) => void;
  readonly closeAll: () => void;
};

/** Server-Sent Events: what changed, one `data:` line of `{topic, event}` each. Only own events and those for all. */
export function createEventStreams(core: CoreApi): EventStreams {
  const open = new Set<ServerResponse>();
  return {
    open: (response, channel) => {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': CLOSED_POLICY,
        ...SECURITY_HEADERS,
      });
      response.write('retry: 2000\n\n');
      open.add(response);
      const unsubscribe = core.subscribe((event) => {
        if (event.channel !== null && event.channel !== channel) return;
        response.write(`data: ${JSON.stringify({ topic: event.topic, event: event.event })}\n\n`);
      });
      const beat = setInterval(() => response.write(': beat\n\n'), BEAT_MS);
      beat.unref();
      response.on('close', () => {
        clearInterval(beat);
        unsubscribe();
        open.delete(response);
      });
    },
    closeAll: () => {
      for (const response of open) response.end();
    },
  };
}

import { createHash, randomBytes } from 'node:crypto';

/** More browser sessions than anybody uses on one PC; beyond it the oldest ends. */
const MAX_SESSIONS = 16;

export type BrowserSessions = {
  /** A start token for one browser, worth nothing after its first use. */
  readonly mintToken: () => string;
  /** Spends a token; the cookie of the new session, or undefined for a used or invented token. */
  readonly exchange: (token: string) => string | undefined;
  /** The channel of a cookie, or undefined. */
  readonly channelOf: (cookie: string | undefined) => string | undefined;
};

/** Who may talk to this host: tokens and cookies, known here only by their hashes. */
export function createBrowserSessions(onEnded: (channel: string) => void): BrowserSessions {
  const tokens = new Set<string>();
  const channels = new Map<string, string>();
  return {
    mintToken: () => {
      const token = secret();
      tokens.add(digest(token));
      return token;
    },
    exchange: (token) => {
      if (!tokens.delete(digest(token))) return undefined;
      const cookie = secret();
      channels.set(digest(cookie), `browser-${randomBytes(9).toString('base64url')}`);
      const [oldest] = channels;
      if (channels.size > MAX_SESSIONS && oldest !== undefined) {
        channels.delete(oldest[0]);
        onEnded(oldest[1]);
      }
      return cookie;
    },
    channelOf: (cookie) => (cookie === undefined ? undefined : channels.get(digest(cookie))),
  };
}

/** The value of one cookie of a `cookie` header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** Looking up by hash takes the comparison's timing out of an attacker's reach. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** One request as it leaves the PC. */
export type HttpCall = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
  /** A longer reply is cut off and counts as `too-large`. */
  readonly maxReplyBytes: number;
  /** Aborting it makes the call fail as `no-line`. */
  readonly signal: AbortSignal;
  /** Called whenever bytes of the reply arrive. */
  readonly onBytes: () => void;
};
/** Any status is a reply, redirects too; nothing is followed. */
export type HttpReply = { readonly status: number; readonly contentType: string; readonly body: Uint8Array };

/** Why there was no reply at all. */
export type HttpDownKind = 'no-line' | 'timeout' | 'too-large' | 'certificate';
export class HttpDown extends Error {
  readonly kind: HttpDownKind;
  constructor(kind: HttpDownKind, options?: ErrorOptions) {
    super(`no reply: ${kind}`, options);
    this.kind = kind;
  }
}

/** Sends one request; rejects with {@link HttpDown} and nothing else. A simulation puts its own network here. */
export type Http = (call: HttpCall) => Promise<HttpReply>;

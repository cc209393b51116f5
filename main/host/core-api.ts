import type { Failure } from '#contract/contract';
import type { Result } from '#domain/result';
import type { CoreListener } from './event-bus.ts';
import type { TicketFile } from './file-tickets.ts';

/** A reply before the client knows which method it belongs to; the typed form is the contract's `Reply`. */
export type AnyReply = Result<unknown, Failure>;
export type UploadReply =
  | { readonly ok: true; readonly ticket: string; readonly name: string; readonly sizeBytes: number }
  | { readonly ok: false; readonly error: Failure };

/** What a shell may do with the core; every transport serves exactly this. */
export type CoreApi = {
  /**
   * One call. `channel` says which window or browser session it comes from and is chosen by the shell, never by the page.
   * Always answers, never throws.
   */
  readonly invoke: (name: string, input: unknown, channel: string) => Promise<AnyReply>;
  readonly subscribe: (listener: CoreListener) => () => void;
  readonly files: {
    readonly upload: (channel: string, file: TicketFile) => UploadReply;
    readonly download: (channel: string, ticket: string) => Result<TicketFile, Failure>;
  };
  /** The window or browser session is gone: its person is signed out and its files are forgotten. */
  readonly leave: (channel: string) => void;
};

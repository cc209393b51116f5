import type { Result } from '#domain/result';

/** A file on its way in or out, known to windows by an unguessable ticket only. */
export type TicketFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };

/** Files travel by ticket, never as JSON: the shell makes one for an upload, a handler makes one for a download. */
export type FileTickets = {
  /** Keeps an uploaded file for the channel that brought it. Refused when the file or all waiting ones are too large. */
  readonly keepUpload: (
    channel: string,
    file: TicketFile,
  ) => Result<string, { readonly code: 'documents/too-large' }>;
  /** Looks at an upload without using it up, so that a refused command can be tried again. */
  readonly readUpload: (
    channel: string,
    ticket: string,
  ) => Result<TicketFile, { readonly code: 'documents/unknown-ticket' }>;
  /** Uses an upload up; call it from `after`. Unknown tickets are ignored. */
  readonly dropUpload: (ticket: string) => void;
  /** A ticket that lets this channel fetch the file once, within two minutes. */
  readonly offerDownload: (channel: string, file: TicketFile) => string;
  /** The file of a download ticket, which is spent by this call. */
  readonly takeDownload: (
    channel: string,
    ticket: string,
  ) => Result<TicketFile, { readonly code: 'documents/unknown-ticket' }>;
  /** Forgets everything a channel left, when its session ends; null forgets all. */
  readonly forget: (channel: string | null) => void;
};

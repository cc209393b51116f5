import type { Failure } from '#contract/contract';

export type UploadReply =
  | { readonly ok: true; readonly ticket: string; readonly name: string; readonly sizeBytes: number }
  | { readonly ok: false; readonly error: Failure };

/** Hands a file to the core and gets the one-use ticket that commands name. Both shells serve the same path. */
export async function uploadFile(file: File): Promise<UploadReply> {
  const response = await fetch(`files?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
    credentials: 'same-origin',
  }).catch(() => undefined);
  const reply: unknown = await response?.json().catch(() => undefined);
  if (reply === undefined) return { ok: false, error: { code: 'host/closing' } };
  return reply as UploadReply;
}

/** Address of a downloadable ticket: works once. */
export const ticketAddress = (ticket: string): string => `files/${encodeURIComponent(ticket)}`;

/** What the centre's process tells the launcher, over their channel. */
export type CentreMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'ready'; readonly url: string; readonly databaseUrl: string }
  /** Another process has this data folder's centre. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string };

/** Reads a message; undefined for anything else that comes over the channel. */
export function readCentreMessage(message: unknown): CentreMessage | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  const fields: Readonly<Record<string, unknown>> = { ...message };
  const text = (name: string): string => String(fields[name] ?? '');
  const number = (name: string): number => Number(fields[name] ?? 0);
  switch (message.kind) {
    case 'progress':
      return { kind: 'progress', done: number('done'), total: number('total') };
    case 'ready':
      return { kind: 'ready', url: text('url'), databaseUrl: text('databaseUrl') };
    case 'busy':
      return { kind: 'busy' };
    case 'failed':
      return { kind: 'failed', code: text('code'), detail: text('detail') };
    default:
      return undefined;
  }
}

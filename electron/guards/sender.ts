import { isOwnPage } from './app-origin.ts';

/** What is known of the frame that sent a message; null when it is gone already. */
export type SenderFrame = { readonly url: string; readonly parent: unknown } | null;

/** Messages count only from the main frame of our own page. */
export function isOwnSender(frame: SenderFrame): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}

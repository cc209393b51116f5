import { isOwnAddress } from './app-origin.ts';

/** A click or key press vouches for a camera request this long. */
const CLICK_COUNTS_MS = 5000;

export type PermissionQuestion = {
  readonly permission: string;
  /** Address of the frame that asks; undefined where Chromium names none. */
  readonly address: string | undefined;
  readonly isMainFrame: boolean;
  readonly media: readonly string[];
};

/** May the page use it now? Only the camera, for our own page, soon after the person clicked or pressed a key. */
export function mayUse(question: PermissionQuestion, msSinceInput: number): boolean {
  return isOwnCamera(question) && msSinceInput >= 0 && msSinceInput <= CLICK_COUNTS_MS;
}

/** What a page is told about permissions it has not asked for yet. */
export function isOwnCamera({ permission, address, isMainFrame, media }: PermissionQuestion): boolean {
  if (permission !== 'media' || !isMainFrame || address === undefined || !isOwnAddress(address)) return false;
  return media.length > 0 && media.every((kind) => kind === 'video');
}

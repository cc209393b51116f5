/** One key as Electron sees it before the page does. */
export type KeyInput = {
  readonly type: string;
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
};

const STEP = 0.5;
const LEAST = -2;
const MOST = 6;

/**
 * The zoom level a key asks for (Ctrl and plus, minus, 0; each level is × 1.2), undefined for other keys. Without a
 * menu Electron has none of these keys, and people with weak eyes need them.
 */
export function zoomFor(input: KeyInput, level: number): number | undefined {
  if (input.type !== 'keyDown' || !input.control || input.alt || input.meta) return undefined;
  switch (input.key) {
    case '+':
    case '=':
      return Math.min(level + STEP, MOST);
    case '-':
    case '_':
      return Math.max(level - STEP, LEAST);
    case '0':
      return 0;
    default:
      return undefined;
  }
}

/** A rectangle in display-independent pixels. */
export type Bounds = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** The smallest window in which nothing is cut (ux: 1366×768 screens at 100 %). */
export const SMALLEST = { width: 1024, height: 640 } as const;
const FIRST = { width: 1366, height: 768 } as const;
/** So much of a title bar must be on a screen that a hand can take hold of it. */
const HOLD = { width: 120, height: 40 } as const;

/**
 * Where to open the window: where it was, if a screen still shows enough of it; else in the middle of the first
 * screen. Never larger than the screen it opens on.
 */
export function visibleBounds(last: Bounds | undefined, workAreas: readonly Bounds[]): Bounds {
  const first = workAreas[0] ?? { x: 0, y: 0, ...FIRST };
  if (last !== undefined) {
    for (const area of workAreas) {
      const there = { ...last, ...sizeOn(area, last) };
      if (canHold(there, area)) return { ...there, y: Math.max(there.y, area.y) };
    }
  }
  const size = sizeOn(first, last ?? FIRST);
  const x = first.x + Math.floor((first.width - size.width) / 2);
  return { x, y: first.y + Math.floor((first.height - size.height) / 2), ...size };
}

function sizeOn(area: Bounds, wanted: { readonly width: number; readonly height: number }) {
  return {
    width: Math.min(Math.max(wanted.width, SMALLEST.width), area.width),
    height: Math.min(Math.max(wanted.height, SMALLEST.height), area.height),
  };
}

function canHold(bounds: Bounds, area: Bounds): boolean {
  const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const titleBar = bounds.y + HOLD.height <= area.y + area.height && bounds.y + HOLD.height > area.y;
  return across >= HOLD.width && titleBar;
}

/** The bounds of an earlier window, as written to a file; undefined for anything else. */
export function parseBounds(text: string): Bounds | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const numbers = new Map(Object.entries(value));
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => numbers.get(name));
    if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height) || width <= 0 || height <= 0)
      return undefined;
    return { x, y, width, height };
  } catch {
    // Half a file: the window opens as if for the first time.
    return undefined;
  }
}

const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value);

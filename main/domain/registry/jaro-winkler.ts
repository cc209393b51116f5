/** Winkler's weight of a common beginning and the longest beginning that counts. */
const PREFIX_WEIGHT = 0.1;
const LONGEST_PREFIX = 4;

/**
 * Jaro-Winkler similarity of two words, 0 (nothing alike) to 1 (equal). The words are put into a fixed order
 * first, because Jaro's greedy matching can depend on it.
 */
export function jaroWinkler(first: string, second: string): number {
  if (first === second) return 1;
  const [left, right] = inOrder([...first], [...second]);
  const base = jaro(left, right);
  let prefix = 0;
  while (prefix < LONGEST_PREFIX && left[prefix] !== undefined && left[prefix] === right[prefix]) prefix += 1;
  return base + prefix * PREFIX_WEIGHT * (1 - base);
}

type Letters = readonly string[];

function inOrder(first: Letters, second: Letters): readonly [Letters, Letters] {
  const isFirst =
    first.length === second.length ? first.join('') < second.join('') : first.length < second.length;
  return isFirst ? [first, second] : [second, first];
}

/** Share of letters both words have near the same place, less half of those out of order. */
function jaro(left: Letters, right: Letters): number {
  const window = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken = new Set<number>();
  const matchedLeft = left.filter((letter, at) => {
    for (let place = Math.max(0, at - window); place <= Math.min(right.length - 1, at + window); place += 1) {
      if (!taken.has(place) && right[place] === letter) {
        taken.add(place);
        return true;
      }
    }
    return false;
  });
  const matches = matchedLeft.length;
  if (matches === 0) return 0;
  const matchedRight = right.filter((_, at) => taken.has(at));
  const outOfOrder = matchedLeft.filter((letter, at) => letter !== matchedRight[at]).length / 2;
  return (matches / left.length + matches / right.length + (matches - outOfOrder) / matches) / 3;
}

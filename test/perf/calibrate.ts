import { createHash } from 'node:crypto';
import { measure, type Sample } from './sample.ts';

const ROUNDS = 5;

/**
 * A fixed piece of work (pure JavaScript and a native hash), so that numbers of two machines can be set side by side:
 * divide by the median of this loop. Its text never changes; a change would make old reports worthless.
 */
export function calibrate(): Promise<Sample> {
  return measure(ROUNDS, () => {
    let state = 1;
    const bytes = new Uint8Array(1_000_000);
    for (let index = 0; index < bytes.length * 8; index += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      bytes[index % bytes.length] = state >>> 24;
    }
    const hash = createHash('sha256');
    for (let round = 0; round < 20; round += 1) hash.update(bytes);
    return hash.digest('hex');
  });
}

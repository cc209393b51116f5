import { describe, expect, it } from 'vitest';
import { createNonceMemory } from './nonce-memory.ts';

describe('createNonceMemory', () => {
  it('takes a nonce once per device within the window and again after it', () => {
    const memory = createNonceMemory(1000);
    expect(memory.take('a', 'n', 0)).toBe(true);
    expect(memory.take('a', 'n', 999)).toBe(false);
    expect(memory.take('b', 'n', 999)).toBe(true);
    expect(memory.take('a', 'n', 1000)).toBe(true);
  });

  it('never holds more than its bound; the oldest leave first', () => {
    const memory = createNonceMemory(1_000_000, 2);
    expect(memory.take('a', '1', 0)).toBe(true);
    expect(memory.take('a', '2', 1)).toBe(true);
    expect(memory.take('a', '3', 2)).toBe(true);
    expect(memory.take('a', '3', 3)).toBe(false);
    expect(memory.take('a', '1', 4)).toBe(true);
  });
});

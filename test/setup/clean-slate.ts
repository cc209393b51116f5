import { afterEach, vi } from 'vitest';

// Unit tests share their worker; a test that stopped the clock must not stop it for the next file.
afterEach(() => {
  vi.useRealTimers();
});

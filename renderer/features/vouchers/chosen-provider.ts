import { useCallback, useState } from 'react';

/** Where this desk pays out, chosen once. Kept in memory only: locking reloads the window and forgets it. */
let chosen: string | null = null;

export function useChosenProvider(): readonly [string | null, (providerId: string) => void] {
  const [providerId, set] = useState(chosen);
  const choose = useCallback((next: string) => {
    chosen = next;
    set(next);
  }, []);
  return [providerId, choose];
}

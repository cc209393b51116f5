import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import { listenForScans } from './scan-listener.ts';

type ScanHandler = (code: string | null) => void;
const ScanContext = createContext<{ current: ScanHandler | null }>({ current: null });

/** One listener for the whole window: a scan is heard wherever the focus stands. Pages say what a scan means there. */
export function ScanProvider({
  children,
  onUnclaimed,
}: {
  readonly children: ReactNode;
  readonly onUnclaimed: ScanHandler;
}) {
  const handler = useRef<ScanHandler | null>(null);
  const unclaimed = useRef(onUnclaimed);
  unclaimed.current = onUnclaimed;
  useEffect(() => listenForScans(window, (code) => (handler.current ?? unclaimed.current)(code)), []);
  return <ScanContext value={handler}>{children}</ScanContext>;
}

/** While mounted, scans come here; null means the code could not be read whole. */
export function useScans(onScan: ScanHandler): void {
  const slot = useContext(ScanContext);
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => {
    const mine: ScanHandler = (code) => latest.current(code);
    slot.current = mine;
    return () => {
      if (slot.current === mine) slot.current = null;
    };
  }, [slot]);
}

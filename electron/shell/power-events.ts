import { powerMonitor } from 'electron';
import type { ToCore } from '../core/core-messages.ts';

/**
 * A PC that sleeps may be carried away: suspending drops the database key. A locked screen locks the person's
 * session; a shutdown is an orderly quit.
 */
export function watchPower(send: (message: ToCore) => void, quit: () => void): void {
  powerMonitor.on('suspend', () => send({ kind: 'close-office' }));
  powerMonitor.on('lock-screen', () => send({ kind: 'lock' }));
  powerMonitor.on('shutdown', quit);
}

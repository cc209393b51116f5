import { dialog } from 'electron';
import type { Timers } from '#host/timers';
import type { Updater } from '#ports/updater';
import { type ShellTexts, textOf } from '../shell/words.ts';

const FIRST_LOOK_MS = 10 * 60_000;
const NEXT_LOOK_MS = 4 * 3_600_000;

/** Looks for updates now and then, and asks before one is installed: no office is closed by itself. */
export function offerUpdates(updater: Updater, texts: ShellTexts, timers: Timers): void {
  if (updater.state().kind === 'off') return;
  const look = async (): Promise<void> => {
    const state = await updater.check();
    if (state.kind === 'ready' && (await agrees(texts, state.version))) await updater.install();
    timers.after(NEXT_LOOK_MS, () => void look());
  };
  timers.after(FIRST_LOOK_MS, () => void look());
}

async function agrees(texts: ShellTexts, version: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'info',
    title: 'Tawi',
    message: textOf(texts, 'shell:update-ready').replace('{{version}}', version),
    buttons: [textOf(texts, 'shell:update-later'), textOf(texts, 'shell:update-now')],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}

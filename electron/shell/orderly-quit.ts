/**
 * Holds the app's end until the core has stopped: the first wish to quit is put off, the core asked to stop, and
 * then quitting goes on. Every further wish waits for the same stop.
 */
export function createOrderlyQuit(stopCore: () => Promise<void>, quit: () => void) {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  const goOn = (): void => {
    state = 'stopped';
    quit();
  };
  return {
    onBeforeQuit: (event: { readonly preventDefault: () => void }): void => {
      if (state === 'stopped') return;
      event.preventDefault();
      if (state === 'stopping') return;
      state = 'stopping';
      void stopCore().then(goOn, goOn);
    },
  };
}

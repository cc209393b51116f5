import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { transport } from '../client/bridge.ts';
import { call, lockedEvent } from '../client/call.ts';
import { startAgain } from '../client/start-again.ts';
import { setTimeZone } from '../i18n/format.ts';
import { i18n, turnTo } from '../i18n/i18n.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { KeysProvider } from './keys.tsx';
import { router } from './router.tsx';
import { type Me, type PcState, SessionContext } from './session.tsx';
import { UnlockPage } from './UnlockPage.tsx';

/** Asks the core who is signed in, then shows the unlock page or the frame. Locking reloads the window: memory of the last person goes. */
export function App({ styleNonce }: { readonly styleNonce: string }) {
  const [pc, setPc] = useState<PcState | null>(null);
  const [me, setMe] = useState<Me | null>(null);
  const [fault, setFault] = useState(false);
  const queries = useMemo(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: false, staleTime: 2000, refetchOnWindowFocus: false } },
      }),
    [],
  );
  const signIn = useCallback(async (signedIn: Me) => {
    setTimeZone(signedIn.timeZone);
    await turnTo(signedIn.language);
    setMe(signedIn);
  }, []);
  useEffect(() => {
    const boot = async () => {
      // Until somebody signs in nobody knows the tenant's zone; the clock of the unlock page is the PC's.
      setTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
      const state = await call('session.state', {});
      if (!state.ok) return setFault(true);
      await turnTo(state.value.language);
      if (state.value.state === 'open') {
        const mine = await call('session.me', {});
        if (mine.ok) await signIn(mine.value);
      }
      setPc(state.value);
    };
    void boot();
  }, [signIn]);
  useEffect(() => watchCore(queries), [queries]);
  const session = useMemo(() => (me === null || pc === null ? null : { me, pc }), [me, pc]);
  if (fault) return <CoreGone />;
  if (pc === null) return null;
  return (
    <MantineProvider
      getStyleNonce={() => styleNonce}
      theme={{ primaryShade: 8, respectReducedMotion: true }}
      withCssVariables
    >
      <I18nextProvider i18n={i18n}>
        <QueryClientProvider client={queries}>
          <KeysProvider>
            <ErrorBoundary>
              {session === null ? (
                <UnlockPage pc={pc} onUnlocked={signIn} />
              ) : (
                <SessionContext value={session}>
                  <RouterProvider router={router} />
                </SessionContext>
              )}
            </ErrorBoundary>
          </KeysProvider>
        </QueryClientProvider>
      </I18nextProvider>
    </MantineProvider>
  );
}

/** Events say what changed; screens ask again. A lock from the core reloads the window. */
function watchCore(queries: QueryClient): () => void {
  const reload = startAgain;
  const stop = transport.subscribe((topic, event) => {
    if (topic === 'session.changed' && 'state' in event && event.state === 'locked') reload();
    if (topic === 'sync.status') void queries.invalidateQueries({ queryKey: ['sync.status'] });
    if (topic === 'job.progress')
      void queries.invalidateQueries({
        predicate: (query) =>
          String(query.queryKey[0]).startsWith('jobs.') || query.queryKey[0] === 'import.result',
      });
    if (topic === 'data.changed') void queries.invalidateQueries();
  });
  window.addEventListener(lockedEvent, reload);
  return () => {
    stop();
    window.removeEventListener(lockedEvent, reload);
  };
}

/** Shown when the core cannot be reached before any language is known: symbols and the product's name only. */
function CoreGone() {
  return (
    <main className="core-gone" role="alert">
      <h1>{'Tawi'}</h1>
      <button
        type="button"
        className="btn btn-primary"
        aria-label="↻"
        onClick={() => window.location.reload()}
      >
        {'↻'}
      </button>
    </main>
  );
}

import { Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { startAgain } from '../client/start-again.ts';
import { useCommand } from '../client/use-core.ts';
import { Button } from '../ui/Button.tsx';
import { KeyBar } from './KeyBar.tsx';
import { KeyList } from './KeyList.tsx';
import { useKeys } from './keys.tsx';
import { Sidebar } from './Sidebar.tsx';
import { StatusBar } from './StatusBar.tsx';
import { ScanProvider } from './scans.tsx';
import { sections } from './sections.ts';
import { useSession } from './session.tsx';
import { TopBar } from './TopBar.tsx';

/** The room every page stands in: sidebar, top bar, page, key bar, status bar; keys that work everywhere. */
export function Frame() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { may, pc } = useSession();
  const lock = useCommand('session.lock');
  const [keyBarShown, setKeyBarShown] = useState(true);
  const [keyListShown, setKeyListShown] = useState(false);
  const [scanned, setScanned] = useState<string | null>(null);
  const lockNow = async () => {
    await lock.run({});
    startAgain();
  };
  const shown = sections.filter((section) => section.permission === null || may(section.permission));
  useKeys(0, [
    ...shown.map((section) => ({
      keys: `Alt+${section.key}`,
      run: () => void navigate({ to: section.path }),
    })),
    { keys: 'Ctrl+L', run: () => void lockNow() },
    { keys: 'Ctrl+K', run: () => document.getElementById('find-anything')?.focus() },
    {
      keys: 'F9',
      label: t('common:key-send'),
      run: () => void navigate({ to: '/sync', search: { now: true } }),
    },
    { keys: 'Alt+K', run: () => setKeyBarShown((now) => !now) },
    { keys: 'F1', label: t('common:key-help'), run: () => setKeyListShown(true) },
    { keys: 'F6', run: () => nextRegion() },
  ]);
  useEffect(() => {
    if (!may('voucher.redeem')) setScanned(null);
  }, [may]);
  return (
    <ScanProvider onUnclaimed={(code) => setScanned(code ?? '')}>
      <div className={pc.practice ? 'frame practice' : 'frame'}>
        <Sidebar sections={shown} />
        <TopBar onLock={() => void lockNow()} />
        <Outlet />
        {keyBarShown ? <KeyBar /> : null}
        <StatusBar />
        {keyListShown ? <KeyList onClose={() => setKeyListShown(false)} /> : null}
        {scanned === null ? null : (
          <ScanNotice
            readable={scanned !== ''}
            allowed={may('voucher.redeem')}
            onOpen={() => {
              const code = scanned;
              setScanned(null);
              void navigate({ to: '/vouchers/redeem', search: { code } });
            }}
            onClose={() => setScanned(null)}
          />
        )}
      </div>
    </ScanProvider>
  );
}

const regions = ['sections', 'find-anything', 'page', 'status'];
/** F6 walks menu, find box, page and status like in any desktop program. */
function nextRegion(): void {
  const now = regions.findIndex(
    (id) => document.getElementById(id)?.contains(document.activeElement) ?? false,
  );
  for (let step = 1; step <= regions.length; step += 1) {
    const element = document.getElementById(regions[(now + step) % regions.length] ?? '');
    if (element === null) continue;
    const inner = element.matches('input, main') ? element : element.querySelector<HTMLElement>('a, button');
    inner?.focus();
    return;
  }
}

type NoticeProps = {
  readonly readable: boolean;
  readonly allowed: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
};
/** A scan on a page that does not expect one: asked, never acted upon by itself. */
function ScanNotice({ readable, allowed, onOpen, onClose }: NoticeProps) {
  const { t } = useTranslation();
  const canOpen = readable && allowed;
  useKeys(2, [
    { keys: 'Escape', run: onClose, inFields: true },
    ...(canOpen ? [{ keys: 'Enter', run: onOpen, inFields: true }] : []),
  ]);
  const text = !readable
    ? t('common:scan-unreadable')
    : allowed
      ? t('common:scan-open')
      : t('common:scan-not-allowed');
  return (
    <div className="toast" role="alert">
      <span>{text}</span>
      {canOpen ? (
        <Button kind="primary" size="small" keys="Enter" onPress={onOpen}>
          {t('common:open-voucher')}
        </Button>
      ) : null}
      <Button size="small" keys="Esc" onPress={onClose}>
        {t('common:close')}
      </Button>
    </div>
  );
}

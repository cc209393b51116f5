import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCore } from '../client/use-core.ts';
import { formatNumber } from '../i18n/format.ts';
import { Icon } from '../ui/Icon.tsx';
import type { sections } from './sections.ts';
import { useSession } from './session.tsx';

/** Where one can go, with the Alt key of each place and what waits there. */
export function Sidebar({ sections: shown }: { readonly sections: typeof sections }) {
  const { t } = useTranslation();
  const { pc } = useSession();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const sync = useCore('sync.status', {});
  const waiting = sync.data?.waiting ?? 0;
  return (
    <aside className="side">
      <div className="brand">
        <Brand />
        <span>{'Tawi'}</span>
      </div>
      <nav aria-label={t('common:sections')} id="sections">
        {shown.map((section) => (
          <Link
            key={section.path}
            to={section.path}
            aria-current={isHere(path, section.path) ? 'page' : undefined}
            title={t(section.text)}
          >
            <Icon name={section.icon} />
            <span>{t(section.text)}</span>
            {section.path === '/sync' && waiting > 0 ? (
              <span className="cnt">{formatNumber(waiting)}</span>
            ) : null}
            <kbd>{section.key}</kbd>
          </Link>
        ))}
      </nav>
      <div className="foot">
        <div>{t('common:keys-alt')}</div>
        <bdi dir="ltr">{`${pc.deviceLabel ?? ''} · ${pc.version}`}</bdi>
      </div>
    </aside>
  );
}

export function Brand() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <rect x="2.5" y="2.5" width="15" height="15" rx="2" />
      <path className="brand-margin" d="M6.6 2.5v15" />
      <path d="M9.5 7h5M9.5 10.2h5M9.5 13.4h2.6" />
    </svg>
  );
}

const isHere = (path: string, section: string): boolean =>
  section === '/' ? path === '/' : path === section || path.startsWith(`${section}/`);

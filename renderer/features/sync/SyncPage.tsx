import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { useSession } from '../../app/session.tsx';
import { useCore } from '../../client/use-core.ts';
import { Button } from '../../ui/Button.tsx';
import { CountTabs } from '../../ui/CountTabs.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { SyncFacts } from './SyncFacts.tsx';
import { SyncItems } from './SyncItems.tsx';
import { useSyncNow } from './use-sync-now.ts';

type Tab = 'waiting' | 'refused' | 'sent';
const tabOf = (text: string | undefined): Tab => (text === 'refused' || text === 'sent' ? text : 'waiting');

/** Is there a line, what waits, what was refused: two facts, three lanes, and every try ends in a line that can be read. */
export function SyncPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { may } = useSession();
  const { tab, now } = useSearch({ strict: false });
  const status = useCore('sync.status', {}, { refetchMs: 5000, keepPrevious: true });
  const sync = useSyncNow();
  const current = tabOf(tab);
  const mayRun = may('sync.run');
  const { now: sendNow } = sync;
  const asked = useRef(false);
  useEffect(() => {
    if (now !== true || asked.current) return;
    asked.current = true;
    // Taken out of the address: going back to this page must not send again by itself.
    void navigate({ to: '/sync', search: tab === undefined ? {} : { tab }, replace: true }).then(() => {
      asked.current = false;
    });
    if (mayRun) void sendNow();
  }, [now, tab, mayRun, sendNow, navigate]);
  useKeys(1, mayRun ? [{ keys: 'F9', label: t('sync:now'), run: () => void sendNow() }] : []);
  return (
    <Page
      title={t('sync:title')}
      actions={
        mayRun ? (
          <Button
            kind="primary"
            size="large"
            icon="sync"
            keys="F9"
            busy={sync.busy}
            onPress={() => void sendNow()}
          >
            {sync.busy ? t('sync:working') : t('sync:now')}
          </Button>
        ) : undefined
      }
      tools={
        <CountTabs<Tab>
          label={t('sync:title')}
          current={current}
          onChoose={(chosen) => void navigate({ to: '/sync', search: { tab: chosen }, replace: true })}
          tabs={[
            { id: 'waiting', text: t('sync:tab-waiting'), count: status.data?.waiting ?? null },
            { id: 'refused', text: t('sync:tab-refused'), count: status.data?.refused ?? null },
            { id: 'sent', text: t('sync:tab-sent') },
          ]}
        />
      }
    >
      <div className="stack sync-page">
        <RefusalNotice error={status.error} />
        {sync.line === null ? null : (
          <Notice kind={sync.line.kind} live>
            <strong>{sync.line.title}</strong>
            {sync.line.text === null ? null : <span>{` ${sync.line.text}`}</span>}
          </Notice>
        )}
        {status.data === undefined ? null : <SyncFacts status={status.data} />}
        <SyncItems state={current} />
      </div>
    </Page>
  );
}

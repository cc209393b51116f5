import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { useSession } from '../../app/session.tsx';
import { useCore } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { AuditCard } from './AuditCard.tsx';
import { DoneToday } from './DoneToday.tsx';
import { DraftsCard } from './DraftsCard.tsx';
import { HealthCard } from './HealthCard.tsx';
import { LastDone } from './LastDone.tsx';
import { WorkQueues } from './WorkQueues.tsx';

/** What needs me, by count and age; F8 takes the next; beside it what I did and what I began. */
export function MyWork() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const router = useRouter();
  const { may, me } = useSession();
  const home = useCore('home.queues', {}, { keepPrevious: true });
  const queues = home.data?.queues ?? [];
  const lastDone = home.data?.lastDone ?? [];
  const register = may('registry.register');
  const isIt = me.roles.includes('it');
  const newHousehold = () => void navigate({ to: '/people/new' });
  const openQueue = (index: number) => {
    const queue = queues[index];
    if (queue !== undefined) router.history.push(queue.href);
  };
  useEffect(() => {
    if (may('registry.read')) document.getElementById('find-anything')?.focus();
  }, [may]);
  useKeys(1, [
    ...(register ? [{ keys: 'F2', label: t('home:new-household'), run: newHousehold }] : []),
    ...(queues.length > 0 ? [{ keys: 'F8', label: t('home:key-next'), run: () => openQueue(0) }] : []),
    ...queues.slice(0, 9).map((queue, index) => ({
      keys: String(index + 1),
      ...(index === 0 && queue.count > 0 ? { label: t('home:key-open') } : {}),
      run: () => openQueue(index),
    })),
  ]);
  return (
    <Page
      title={t('home:my-work')}
      sub={home.data === undefined ? '' : t('home:kinds', { count: queues.length })}
      actions={
        register ? (
          <Button kind="primary" size="large" icon="plus" keys="F2" onPress={newHousehold}>
            {t('home:new-household')}
          </Button>
        ) : null
      }
    >
      {home.error === null ? null : (
        <Notice kind="danger" live>
          {errorText(t, home.error.failure)}
        </Notice>
      )}
      <div className="home">
        <div className="stack wide">
          {isIt ? <HealthCard /> : null}
          {home.data === undefined ? null : (
            <WorkQueues queues={queues} lastDoneAt={lastDone[0]?.at ?? null} onOpen={openQueue} />
          )}
          {lastDone.length === 0 ? null : <LastDone rows={lastDone} />}
        </div>
        <div className="stack">
          {register ? <DraftsCard /> : null}
          {home.data === undefined || home.data.doneToday.length === 0 ? null : (
            <DoneToday rows={home.data.doneToday} />
          )}
          {may('audit.read') ? <AuditCard /> : null}
        </div>
      </div>
    </Page>
  );
}

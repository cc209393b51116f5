import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { useSession } from '../../app/session.tsx';
import { useCore } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { DataGrid } from '../../ui/DataGrid.tsx';
import { enterField } from '../../ui/move-on.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { NobodyHere, type WhyEmpty } from './NobodyHere.tsx';
import { PeopleTools } from './PeopleTools.tsx';
import { peopleColumns } from './people-columns.tsx';
import { type Kind, type PersonRow, useFoundPeople, usePeoplePages } from './people-pages.ts';

/** Kept while the window lives, so that coming back from a person finds the list as it was left. */
const last = { text: '', areaId: '' };

/** Everyone this office keeps: find, filter by village, open; masked until needed. */
export function PeoplePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { may } = useSession();
  const search = useSearch({ strict: false });
  const kind: Kind = search.tab === 'households' ? 'group' : 'individual';
  const [text, setText] = useState(last.text);
  const [areaId, setAreaId] = useState(last.areaId);
  useEffect(() => {
    last.text = text;
    last.areaId = areaId;
  }, [text, areaId]);
  const found = useFoundPeople(text, kind);
  const list = usePeoplePages(kind, areaId, true);
  const columns = useMemo(() => peopleColumns(t, kind), [t, kind]);
  const shown = found.active ? { ...found, total: null } : list;
  const register = may('registry.register');
  const newHousehold = () => void navigate({ to: '/people/new' });
  const open = (row: PersonRow) =>
    void navigate({ to: '/people/$registrantId', params: { registrantId: row.registrantId } });
  const clear = () => {
    setText('');
    setAreaId('');
  };
  useEffect(() => focusFind(), []);
  useKeys(1, [
    ...(register ? [{ keys: 'F2', label: t('people:new-household'), run: newHousehold }] : []),
    { keys: 'F3', label: t('people:key-find'), run: focusFind },
    { keys: 'Enter', label: t('people:key-open') },
    ...(text === '' && areaId === '' ? [] : [{ keys: 'Escape', label: t('people:key-clear'), run: clear }]),
  ]);
  const why: WhyEmpty = found.active ? 'not-found' : areaId === '' ? 'nobody-yet' : 'filter';
  const isEmpty = shown.rows.length === 0 && (found.active ? found.known : list.total !== null);
  return (
    <Page
      title={t('people:title')}
      sub={<Totals />}
      actions={<PeopleActions onNew={newHousehold} />}
      tools={
        <PeopleTools
          kind={kind}
          text={text}
          onText={setText}
          areaId={areaId}
          onArea={setAreaId}
          onEnter={() => {
            const [first] = shown.rows;
            if (first !== undefined) open(first);
          }}
        />
      }
    >
      <div className="list-page">
        {shown.failure === null ? null : (
          <Notice kind="danger" live>
            {errorText(t, shown.failure)}
          </Notice>
        )}
        {isEmpty ? (
          <NobodyHere why={why} text={text.trim()} onClear={clear} onNew={register ? newHousehold : null} />
        ) : (
          <DataGrid
            label={kind === 'group' ? t('people:households') : t('people:people')}
            rows={shown.rows}
            columns={columns}
            keyOf={(row) => row.registrantId}
            onOpen={open}
            {...(found.active ? {} : { onNearEnd: list.more })}
          />
        )}
        {found.more ? (
          <p className="small muted pad">{t('people:more-found', { shown: found.rows.length })}</p>
        ) : null}
      </div>
    </Page>
  );
}

/** What stands there is marked, so that the next name replaces it. */
function focusFind(): void {
  const box = document.getElementById('people-find');
  if (box !== null) enterField(box);
}

function Totals() {
  const { t } = useTranslation();
  const people = useCore('registry.list', { kind: 'individual', limit: 1 }, { keepPrevious: true });
  const households = useCore('registry.list', { kind: 'group', limit: 1 }, { keepPrevious: true });
  if (people.data === undefined || households.data === undefined) return null;
  return t('people:totals', {
    people: formatNumber(people.data.total),
    households: formatNumber(households.data.total),
  });
}

function PeopleActions({ onNew }: { readonly onNew: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { may } = useSession();
  return (
    <>
      {may('import.run') ? (
        <Button icon="upload" onPress={() => void navigate({ to: '/people/import' })}>
          {t('people:import')}
        </Button>
      ) : null}
      {may('registry.register') ? (
        <Button kind="primary" icon="plus" keys="F2" onPress={onNew}>
          {t('people:new-household')}
        </Button>
      ) : null}
    </>
  );
}

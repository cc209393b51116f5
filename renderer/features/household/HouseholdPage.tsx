import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useSession } from '../../app/session.tsx';
import { newRequestId } from '../../client/call.ts';
import { useCore } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { HouseholdForm } from './HouseholdForm.tsx';
import { DraftBody, emptyEntry, reopened } from './household-entry.ts';
import type { Registered } from './use-household-form.ts';

type Turn = { readonly draftId: string; readonly reopened: boolean; readonly areaId: string };
type Done = { readonly registered: Registered; readonly name: string; readonly people: number };

/** The address outlives a lock: a colleague who may not register finds Home instead of somebody's entry. */
export function HouseholdPage() {
  const { may } = useSession();
  return may('registry.register') ? <HouseholdEntries /> : <Navigate to="/" replace />;
}

/** Registers one household after the other: each gets a draft of its own; after saving the next one starts empty. */
function HouseholdEntries() {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const [turn, setTurn] = useState<Turn>(() => turnFor(search.draft, ''));
  const [done, setDone] = useState<Done | null>(null);
  // F2 or a link to another draft, while the page already stands.
  useEffect(() => {
    if (search.draft !== undefined && search.draft !== turn.draftId) setTurn(turnFor(search.draft, ''));
  }, [search.draft, turn.draftId]);
  const onSaved = (registered: Registered, name: string, people: number, areaId: string) => {
    setDone({ registered, name, people });
    setTurn(turnFor(undefined, areaId));
    void navigate({ to: '/people/new', search: {}, replace: true });
  };
  const onGone = useCallback(() => {
    setTurn(turnFor(undefined, ''));
    void navigate({ to: '/people/new', search: {}, replace: true });
  }, [navigate]);
  return <LoadedHousehold key={turn.draftId} turn={turn} done={done} onSaved={onSaved} onGone={onGone} />;
}

const turnFor = (draftId: string | undefined, areaId: string): Turn => ({
  draftId: draftId ?? newRequestId(),
  reopened: draftId !== undefined,
  areaId,
});

type Props = {
  readonly turn: Turn;
  readonly done: Done | null;
  readonly onSaved: (registered: Registered, name: string, people: number, areaId: string) => void;
  /** The draft named by the address is finished, thrown away, or a colleague's: begin an empty one. */
  readonly onGone: () => void;
};

type Start = { readonly body: z.infer<typeof DraftBody>; readonly unreadable: boolean };

/** Waits for the office's choices and, when one is reopened, for the draft; both are taken once. */
function LoadedHousehold({ turn, done, onSaved, onGone }: Props) {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const [start, setStart] = useState<Start | null>(null);
  const options = useCore('registry.options', {});
  const draft = useCore(
    'drafts.get',
    { draftId: turn.draftId },
    { enabled: turn.reopened && start === null },
  );
  if (start === null && turn.reopened && draft.data !== undefined) {
    const read = DraftBody.safeParse(draft.data.body);
    setStart(
      read.success
        ? { body: { ...read.data, entry: reopened(read.data.entry) }, unreadable: false }
        : { body: emptyBody(turn, i18n.language), unreadable: true },
    );
  }
  if (start === null && !turn.reopened) setStart({ body: emptyBody(turn, i18n.language), unreadable: false });
  const gone = start === null && draft.error?.failure.code === 'drafts/not-found';
  useEffect(() => {
    if (gone) onGone();
  }, [gone, onGone]);
  const failure = options.error?.failure ?? (start === null && !gone ? draft.error?.failure : undefined);
  if (failure !== undefined)
    return (
      <Page title={t('household:new')}>
        <Notice kind="danger" live>
          {errorText(t, failure)}
        </Notice>
      </Page>
    );
  if (options.data === undefined || start === null) return <Page title={t('household:new')}>{null}</Page>;
  return (
    <HouseholdForm
      draftId={turn.draftId}
      start={start.body}
      unreadable={start.unreadable}
      options={options.data}
      today={me.today}
      done={done}
      onSaved={onSaved}
    />
  );
}

const emptyBody = (turn: Turn, language: string): Start['body'] => ({
  version: 1,
  step: 'consent',
  fieldId: '',
  entry: emptyEntry(turn.areaId, language),
});

import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { useCore } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { CorrectDialog } from './CorrectDialog.tsx';
import { hiddenValues } from './hidden-values.ts';
import { PersonHead } from './PersonHead.tsx';
import { PersonTabs, tabOf } from './PersonTabs.tsx';
import type { Person } from './person.ts';
import { RevealDialog } from './RevealDialog.tsx';
import { useReveal } from './use-reveal.ts';

/** One person or household: masked card on top, one tab per question an officer asks. */
export function PersonPage() {
  const { t } = useTranslation();
  const { registrantId } = useParams({ strict: false });
  const reply = useCore('registry.person', { registrantId: registrantId ?? '' }, { keepPrevious: false });
  if (reply.data !== undefined) return <LoadedPerson key={registrantId} data={reply.data} />;
  return (
    <Page title={t('people:person')}>
      {reply.error === null ? null : (
        <Notice kind="danger" live>
          {errorText(t, reply.error.failure)}
        </Notice>
      )}
    </Page>
  );
}

function LoadedPerson({ data }: { readonly data: Person }) {
  const { t } = useTranslation();
  const router = useRouter();
  const navigate = useNavigate();
  const tab = tabOf(useSearch({ strict: false }).tab);
  const { person } = data;
  const options = useCore('registry.options', {});
  const reveal = useReveal(person.registrantId);
  const [asked, setAsked] = useState<string | null>(null);
  const [correcting, setCorrecting] = useState(false);
  const hidden = hiddenValues(t, data, options.data?.identifierTypes ?? []);
  const mayReveal = data.actions.includes('reveal') && hidden.length > 0;
  const mayCorrect = data.actions.includes('correct');
  const ask = (key: string) => {
    reveal.clear();
    setAsked(key);
  };
  useKeys(1, [
    ...(mayCorrect ? [{ keys: 'F2', label: t('people:correct'), run: () => setCorrecting(true) }] : []),
    ...(mayReveal ? [{ keys: 'F4', label: t('people:key-show'), run: () => ask(hidden[0]?.key ?? '') }] : []),
    { keys: 'Escape', label: t('people:key-back'), run: () => router.history.back() },
  ]);
  return (
    <Page
      title={person.kind === 'group' ? t('people:household-of', { name: person.name }) : person.name}
      sub={<span dir="auto">{person.localName}</span>}
      actions={
        <>
          {data.actions.includes('enrol') ? (
            <Button icon="programme" onPress={() => void navigate({ to: '/programmes' })}>
              {t('people:enrol')}
            </Button>
          ) : null}
          {mayReveal ? (
            <Button icon="eye" keys="F4" onPress={() => ask(hidden[0]?.key ?? '')}>
              {t('people:show-hidden')}
            </Button>
          ) : null}
          {mayCorrect ? (
            <Button kind="primary" icon="pencil" keys="F2" onPress={() => setCorrecting(true)}>
              {t('people:correct')}
            </Button>
          ) : null}
        </>
      }
    >
      <PersonHead data={data} hidden={hidden} reveal={reveal} onAsk={mayReveal ? ask : null} />
      <PersonTabs data={data} tab={tab} options={options.data} />
      {asked === null ? null : (
        <RevealDialog
          hidden={hidden}
          first={asked}
          reasons={options.data?.revealReasons ?? []}
          reveal={reveal}
          onClose={() => setAsked(null)}
        />
      )}
      {correcting ? (
        <CorrectDialog data={data} areas={options.data?.areas ?? []} onClose={() => setCorrecting(false)} />
      ) : null}
    </Page>
  );
}

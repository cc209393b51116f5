import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { useCommand } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { issuesOf, issueText } from '../../i18n/issue-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EntryForm } from '../../ui/EntryForm.tsx';
import { Choice } from '../../ui/Field.tsx';
import { advanceFrom } from '../../ui/move-on.ts';
import { Notice } from '../../ui/Notice.tsx';
import { CorrectedValue } from './CorrectedValue.tsx';
import { type Correctable, type Correction, changesOf, correctable } from './correction.ts';
import type { Person } from './person.ts';
import { correctionReasons, correctionReasonText } from './person-words.ts';

type Props = {
  readonly data: Person;
  readonly areas: OutputOf<'registry.options'>['areas'];
  readonly onClose: () => void;
};
const empty: Correction = {
  givenName: '',
  additionalName: '',
  familyName: '',
  localName: '',
  gender: null,
  birthDate: null,
  birthDateExact: true,
  phone: '',
  email: '',
  areaId: '',
  address: '',
};
const labels = {
  name: 'people:name',
  localName: 'people:own-script',
  gender: 'people:sex',
  birthDate: 'people:birth-date',
  phone: 'people:phone',
  email: 'people:email',
  areaId: 'people:village',
  address: 'people:address',
} as const;

/** One field corrected with its reason: digit, new value, digit, Ctrl+Enter. Nobody has to see the old hidden value for it. */
export function CorrectDialog({ data, areas, onClose }: Props) {
  const { t } = useTranslation();
  const save = useCommand('registry.updatePerson');
  const [field, setField] = useState<Correctable | null>(null);
  const [typed, setTyped] = useState(empty);
  const [reason, setReason] = useState<string | null>(null);
  const [missing, setMissing] = useState<'value' | 'reason' | null>(null);
  const submit = async () => {
    const changes = field === null ? null : changesOf(field, typed);
    setMissing(changes === null ? 'value' : reason === null ? 'reason' : null);
    if (changes === null || reason === null) return;
    const { registrantId, seq } = data.person;
    const reply = await save.run({ registrantId, seq, reason, changes });
    if (reply?.ok === true) onClose();
  };
  useKeys(3, [{ keys: 'Ctrl+Enter', label: t('people:save-correction'), run: () => void submit() }]);
  return (
    <Dialog
      title={t('people:correct-of', { name: data.person.name })}
      onClose={onClose}
      footer={
        <>
          <Button keys="Esc" onPress={onClose}>
            {t('people:cancel')}
          </Button>
          <Button kind="primary" keys="Ctrl+Enter" busy={save.busy} onPress={() => void submit()}>
            {t('people:save-correction')}
          </Button>
        </>
      }
    >
      <EntryForm className="stack upright" onEnd={() => void submit()}>
        <Choice
          label={t('people:which-field')}
          span={12}
          options={correctable.map((name) => ({ value: name, text: t(labels[name]) }))}
          value={field}
          onChoose={(picked) => setField(correctable.find((name) => name === picked) ?? null)}
          onAdvance={advanceFrom}
        />
        {field === null ? null : (
          <CorrectedValue
            field={field}
            typed={typed}
            onChange={(patch) => setTyped((now) => ({ ...now, ...patch }))}
            areas={areas}
            person={data.person}
            error={missing === 'value' ? t('people:value-missing') : undefined}
          />
        )}
        <Choice
          label={t('people:why-corrected')}
          span={12}
          options={correctionReasons.map((code) => ({ value: code, text: correctionReasonText(t, code) }))}
          value={reason}
          onChoose={setReason}
          error={missing === 'reason' ? t('people:why-missing') : undefined}
        />
        {save.failure === null ? null : (
          <Notice kind="danger" live>
            {issuesOf(save.failure).length === 0
              ? errorText(t, save.failure)
              : issuesOf(save.failure).map((issue) => (
                  <p key={issue.field + issue.code}>{issueText(t, issue)}</p>
                ))}
          </Notice>
        )}
      </EntryForm>
    </Dialog>
  );
}

import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EntryForm } from '../../ui/EntryForm.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { advanceFrom } from '../../ui/move-on.ts';
import { Notice } from '../../ui/Notice.tsx';
import { type MemberEntry, nameOf, noId } from './household-entry.ts';
import type { HouseholdForm } from './use-household-form.ts';

type Props = {
  readonly form: HouseholdForm;
  readonly entryId: string | null;
  readonly onClose: () => void;
};

/** What a row has no room for: identifier and phone of a member, and the way back from "already registered". */
export function MemberDialog({ form, entryId, onClose }: Props) {
  const member = form.entry.members.find((candidate) => candidate.entryId === entryId);
  return member === undefined ? null : <Details form={form} member={member} onClose={onClose} />;
}

function Details({ form, member, onClose }: Omit<Props, 'entryId'> & { readonly member: MemberEntry }) {
  const { t } = useTranslation();
  useKeys(3, [{ keys: 'Ctrl+Enter', label: t('household:key-done'), run: onClose }]);
  const set = (patch: Partial<MemberEntry>) => form.changePerson(member.entryId, patch);
  return (
    <Dialog
      title={t('household:details-of', { name: nameOf(member) })}
      onClose={onClose}
      footer={
        <Button kind="primary" keys="Ctrl+Enter" onPress={onClose}>
          {t('household:done')}
        </Button>
      }
    >
      {member.registrantId === null ? null : (
        <Notice kind="info">
          <span className="row wrap">
            {t('household:already-registered')}
            <Button size="small" onPress={() => set({ registrantId: null, decisions: [] })}>
              {t('household:as-new-person')}
            </Button>
          </span>
        </Notice>
      )}
      <EntryForm className="form" onEnd={onClose}>
        <Choice
          label={t('household:id-type')}
          span={12}
          options={[
            ...form.options.identifierTypes
              .slice(0, 8)
              .map((type) => ({ value: type.code, text: type.name })),
            { value: noId, text: t('household:id-none') },
          ]}
          value={member.idType === '' ? null : member.idType}
          onChoose={(picked) => set(picked === noId ? { idType: picked, idValue: '' } : { idType: picked })}
          onAdvance={advanceFrom}
        />
        <Field
          label={t('household:id-number')}
          span={12}
          dir="ltr"
          value={member.idValue}
          disabled={member.idType === '' || member.idType === noId}
          onChange={(event) => set({ idValue: event.target.value })}
        />
        <Field
          label={t('household:phone')}
          span={12}
          dir="ltr"
          inputMode="tel"
          value={member.phone}
          onChange={(event) => set({ phone: event.target.value })}
        />
      </EntryForm>
    </Dialog>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ageOn } from '#domain/time/plain-date';
import { formatEthiopicDate } from '../../i18n/format.ts';
import { Card } from '../../ui/Card.tsx';
import { Combo } from '../../ui/Combo.tsx';
import { DateBoxes } from '../../ui/DateBoxes.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { advanceFrom } from '../../ui/move-on.ts';
import { sexText } from '../people/person-words.ts';
import { fitsPattern, villagesOf } from './areas-and-ids.ts';
import { type MemberEntry, noId } from './household-entry.ts';
import { type MemberField, memberFieldId } from './household-problems.ts';
import { SimilarLine } from './SimilarLine.tsx';
import type { HouseholdForm } from './use-household-form.ts';
import type { SimilarPeople } from './use-similar-people.ts';

type Props = { readonly form: HouseholdForm; readonly today: string; readonly similar: SimilarPeople };
type PartProps = {
  readonly member: MemberEntry;
  readonly form: HouseholdForm;
  readonly errorOf: (fieldId: string) => string | undefined;
};
const sexes = ['female', 'male', 'other'] as const;

/** The person who answers for the household: nine fields in the order of the paper form. */
export function HeadCard({ form, today, similar }: Props) {
  const { t } = useTranslation();
  const member = form.entry.members[0];
  if (member === undefined) return null;
  const errorOf = (fieldId: string) => form.problems.find((problem) => problem.fieldId === fieldId)?.text;
  const id = (field: MemberField) => memberFieldId(member.entryId, field);
  const set = (patch: Partial<MemberEntry>) => form.changePerson(member.entryId, patch);
  return (
    <Card title={t('household:head')} note={t('household:head-note')}>
      <div className="pad form" data-member={member.entryId}>
        <Field
          label={t('household:given-names')}
          fieldId={id('given')}
          value={member.givenName}
          error={errorOf(id('given'))}
          under={<SimilarLine entryId={member.entryId} similar={similar} />}
          onChange={(event) => set({ givenName: event.target.value })}
        />
        <Field
          label={t('household:family-name')}
          fieldId={id('family')}
          value={member.familyName}
          error={errorOf(id('family'))}
          onChange={(event) => set({ familyName: event.target.value })}
        />
        <Field
          label={t('household:own-script')}
          hint={t('household:optional')}
          fieldId={id('local')}
          value={member.localName}
          error={errorOf(id('local'))}
          onChange={(event) => set({ localName: event.target.value })}
        />
        <Choice
          label={t('household:sex')}
          fieldId={id('sex')}
          options={sexes.map((sex) => ({ value: sex, text: sexText(t, sex) }))}
          value={member.gender}
          error={errorOf(id('sex'))}
          onChoose={(picked) => set({ gender: sexes.find((sex) => sex === picked) ?? null })}
          onAdvance={advanceFrom}
        />
        <HeadBirth member={member} form={form} errorOf={errorOf} today={today} />
        <Field
          label={t('household:phone')}
          hint={t('household:optional')}
          dir="ltr"
          inputMode="tel"
          fieldId={id('phone')}
          value={member.phone}
          error={errorOf(id('phone'))}
          onChange={(event) => set({ phone: event.target.value })}
        />
        <HeadId member={member} form={form} errorOf={errorOf} />
        <Dwelling form={form} errorOf={errorOf} />
      </div>
    </Card>
  );
}

function HeadBirth({ member, form, errorOf, today }: PartProps & { readonly today: string }) {
  const { t } = useTranslation();
  const fieldId = memberFieldId(member.entryId, 'birth');
  const { birthDate, birthDateExact } = member;
  const age = birthDate === null ? null : ageOn(birthDate, today);
  return (
    <DateBoxes
      label={t('household:birth')}
      hint={t('household:birth-hint')}
      fieldId={fieldId}
      value={birthDate}
      exact={birthDateExact}
      yearAlone
      error={errorOf(fieldId)}
      {...(birthDate === null || age === null
        ? {}
        : {
            under: birthDateExact
              ? t('household:birth-other', { date: formatEthiopicDate(birthDate), age })
              : t('household:birth-about', { year: birthDate.slice(0, 4), age }),
          })}
      onChange={(date, complete, exact) =>
        form.changePerson(member.entryId, {
          birthDate: date,
          birthDateExact: exact,
          birthWrong: complete && date === null,
        })
      }
      onFull={() =>
        advanceFrom(document.activeElement instanceof HTMLElement ? document.activeElement : null)
      }
    />
  );
}

function HeadId({ member, form, errorOf }: PartProps) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(false);
  const { identifierTypes } = form.options;
  const type = identifierTypes.find((candidate) => candidate.code === member.idType);
  const fieldId = memberFieldId(member.entryId, 'id');
  const fits = type?.pattern == null || member.idValue === '' || fitsPattern(member.idValue, type.pattern);
  return (
    <>
      <Choice
        label={t('household:id-type')}
        fieldId={memberFieldId(member.entryId, 'idtype')}
        options={[
          ...identifierTypes
            .slice(0, 8)
            .map((candidate) => ({ value: candidate.code, text: candidate.name })),
          { value: noId, text: t('household:id-none') },
        ]}
        value={member.idType === '' ? null : member.idType}
        onChoose={(picked) =>
          form.changePerson(
            member.entryId,
            picked === noId ? { idType: picked, idValue: '' } : { idType: picked },
          )
        }
        onAdvance={advanceFrom}
      />
      <Field
        label={t('household:id-number')}
        dir="ltr"
        fieldId={fieldId}
        value={member.idValue}
        disabled={member.idType === '' || member.idType === noId}
        error={errorOf(fieldId)}
        under={left && !fits ? <span className="under t-warn">{t('household:id-looks-wrong')}</span> : null}
        onFocus={() => setLeft(false)}
        onBlur={() => setLeft(true)}
        onChange={(event) => form.changePerson(member.entryId, { idValue: event.target.value })}
      />
    </>
  );
}

function Dwelling({ form, errorOf }: Omit<PartProps, 'member'>) {
  const { t } = useTranslation();
  const villages = villagesOf(form.options.areas);
  return (
    <>
      <Combo
        label={t('household:village')}
        fieldId="hh-area"
        options={villages}
        value={form.entry.areaId === '' ? null : form.entry.areaId}
        error={errorOf('hh-area')}
        onChoose={(areaId) => {
          form.change({ areaId }, 'hh-area');
          advanceFrom(document.getElementById('hh-area'));
        }}
      />
      <Field
        label={t('household:address')}
        hint={t('household:optional')}
        span={12}
        fieldId="hh-address"
        value={form.entry.address}
        error={errorOf('hh-address')}
        onChange={(event) => form.change({ address: event.target.value }, 'hh-address')}
      />
    </>
  );
}

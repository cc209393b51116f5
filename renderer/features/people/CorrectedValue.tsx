import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { Combo } from '../../ui/Combo.tsx';
import { DateBoxes } from '../../ui/DateBoxes.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { advanceFrom } from '../../ui/move-on.ts';
import { villagesOf } from '../household/areas-and-ids.ts';
import type { Correctable, Correction } from './correction.ts';
import type { Person } from './person.ts';
import { sexText } from './person-words.ts';

type Props = {
  readonly field: Correctable;
  readonly typed: Correction;
  readonly onChange: (patch: Partial<Correction>) => void;
  readonly areas: OutputOf<'registry.options'>['areas'];
  readonly person: Person['person'];
  readonly error: string | undefined;
};
const sexes = ['female', 'male', 'other'] as const;

/** The new value of the chosen field, typed into an empty box; what stands there now is told as far as it may be seen. */
export function CorrectedValue({ field, typed, onChange, areas, person, error }: Props) {
  const { t } = useTranslation();
  switch (field) {
    case 'name':
      return <NameBoxes typed={typed} onChange={onChange} person={person} error={error} />;
    case 'gender':
      return (
        <Choice
          label={t('people:sex')}
          hint={t('people:now', { value: person.gender === null ? '–' : sexText(t, person.gender) })}
          span={12}
          options={sexes.map((sex) => ({ value: sex, text: sexText(t, sex) }))}
          value={typed.gender}
          error={error}
          onChoose={(picked) => onChange({ gender: sexes.find((sex) => sex === picked) ?? null })}
          onAdvance={advanceFrom}
        />
      );
    case 'birthDate':
      return (
        <DateBoxes
          label={t('people:birth-date')}
          hint={t('people:birth-hint')}
          span={6}
          yearAlone
          value={typed.birthDate}
          exact={typed.birthDateExact}
          error={error}
          onChange={(birthDate, _complete, birthDateExact) => onChange({ birthDate, birthDateExact })}
          onFull={() =>
            advanceFrom(document.activeElement instanceof HTMLElement ? document.activeElement : null)
          }
        />
      );
    case 'areaId':
      return (
        <Combo
          label={t('people:village')}
          hint={t('people:now', { value: person.areaName })}
          span={12}
          fieldId="correct-area"
          options={villagesOf(areas)}
          value={typed.areaId === '' ? null : typed.areaId}
          error={error}
          onChoose={(areaId) => {
            onChange({ areaId });
            advanceFrom(document.getElementById('correct-area'));
          }}
        />
      );
    default:
      return (
        <Field
          label={t(labels[field])}
          hint={nowHint(t, field, person)}
          span={12}
          dir={field === 'phone' || field === 'email' ? 'ltr' : 'auto'}
          value={typed[field]}
          error={error}
          onChange={(event) => onChange({ [field]: event.target.value })}
        />
      );
  }
}
const labels = {
  localName: 'people:own-script',
  phone: 'people:phone',
  email: 'people:email',
  address: 'people:address',
} as const;

function nowHint(
  t: ReturnType<typeof useTranslation>['t'],
  field: 'localName' | 'phone' | 'email' | 'address',
  person: Person['person'],
): string | undefined {
  const value = {
    localName: person.localName,
    phone: person.maskedPhone,
    email: person.email,
    address: null,
  }[field];
  return value === null || value === '' ? undefined : t('people:now', { value });
}

/** A name is corrected whole: its parts cannot be told from the name as shown. */
function NameBoxes({ typed, onChange, person, error }: Omit<Props, 'field' | 'areas'>) {
  const { t } = useTranslation();
  return (
    <div className="form">
      <Field
        label={t('people:given-names')}
        hint={t('people:now', { value: person.name })}
        span={12}
        value={typed.givenName}
        error={error}
        onChange={(event) => onChange({ givenName: event.target.value })}
      />
      <Field
        label={t('people:additional-name')}
        span={6}
        value={typed.additionalName}
        onChange={(event) => onChange({ additionalName: event.target.value })}
      />
      <Field
        label={t('people:family-name')}
        span={6}
        value={typed.familyName}
        onChange={(event) => onChange({ familyName: event.target.value })}
      />
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import { BirthCell } from './BirthCell.tsx';
import { ageText, isBlank, type MemberEntry } from './household-entry.ts';
import { type MemberField, memberFieldId } from './household-problems.ts';
import { KeySelect } from './KeySelect.tsx';
import type { HouseholdForm } from './use-household-form.ts';

type Options = readonly { readonly value: string; readonly text: string }[];
type Props = {
  readonly rowNo: number;
  readonly member: MemberEntry;
  readonly isLast: boolean;
  readonly form: HouseholdForm;
  readonly today: string;
  readonly relations: Options;
  readonly sexes: Options;
  readonly similarCount: number;
  readonly onLegend: (legend: 'relation' | 'sex' | null) => void;
  readonly onDetails: () => void;
  readonly onRemove: () => void;
  readonly onSimilar: () => void;
};

/** One member: name, relation, sex and birth typed in a line. The last, empty row invites the next name. */
export function MemberRow(props: Props) {
  const { rowNo, member, isLast, form, today, onLegend } = props;
  const { t } = useTranslation();
  const id = (field: MemberField) => memberFieldId(member.entryId, field);
  const label = (field: string) => t('household:in-row', { field, row: rowNo });
  const invalid = (field: MemberField) => form.problems.some((problem) => problem.fieldId === id(field));
  const set = (patch: Partial<MemberEntry>) => form.changePerson(member.entryId, patch);
  const text = (field: MemberField, key: 'givenName' | 'familyName' | 'localName', name: string) => ({
    id: id(field),
    className: 'in',
    dir: 'auto',
    spellCheck: false,
    autoComplete: 'off',
    'aria-label': label(name),
    'aria-invalid': invalid(field),
    value: member[key],
    onChange: (event: { readonly target: { readonly value: string } }) => set({ [key]: event.target.value }),
  });
  return (
    <tr
      data-member={member.entryId}
      onFocus={(event) =>
        onLegend(
          event.target.id === id('relation') ? 'relation' : event.target.id === id('sex') ? 'sex' : null,
        )
      }
      onBlur={() => onLegend(null)}
    >
      <td className="mk muted">{rowNo}</td>
      <td>
        <input
          {...text('given', 'givenName', t('household:given-names'))}
          placeholder={isLast ? t('household:next-member') : undefined}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || !isLast || !isBlank(member)) return;
            event.preventDefault();
            void form.next();
          }}
        />
      </td>
      <td>
        <input {...text('family', 'familyName', t('household:family-name'))} />
      </td>
      <td>
        <input {...text('local', 'localName', t('household:own-script'))} />
      </td>
      <td>
        <KeySelect
          label={label(t('household:relation'))}
          options={props.relations}
          value={member.relationship}
          fieldId={id('relation')}
          invalid={invalid('relation')}
          onChoose={(relationship) => set({ relationship })}
        />
      </td>
      <td>
        <KeySelect
          label={label(t('household:sex'))}
          options={props.sexes}
          value={member.gender ?? ''}
          fieldId={id('sex')}
          invalid={invalid('sex')}
          onChoose={(picked) => set({ gender: genders.find((gender) => gender === picked) ?? null })}
        />
      </td>
      <td>
        <BirthCell
          label={label(t('household:birth'))}
          birth={member}
          fieldId={id('birth')}
          invalid={invalid('birth')}
          onChange={set}
        />
      </td>
      <td className="pad-x n">{ageText(member, today)}</td>
      <RowActions {...props} />
    </tr>
  );
}
const genders = ['female', 'male', 'other'] as const;

function RowActions({ rowNo, member, similarCount, onDetails, onRemove, onSimilar }: Props) {
  const { t } = useTranslation();
  if (isBlank(member)) return <td />;
  return (
    <td className="pad-x row-acts">
      {similarCount === 0 ? null : (
        <button
          type="button"
          className="icon-btn t-info"
          title={t('household:similar', { count: similarCount })}
          aria-label={t('household:similar', { count: similarCount })}
          onClick={onSimilar}
        >
          <Icon name="people" />
        </button>
      )}
      <button
        type="button"
        className="icon-btn"
        title={t('household:details')}
        aria-label={t('household:in-row', { field: t('household:details'), row: rowNo })}
        onClick={onDetails}
      >
        <Icon name={member.registrantId === null ? 'pencil' : 'check'} />
      </button>
      <button
        type="button"
        className="icon-btn"
        title={t('household:remove-row')}
        aria-label={t('household:in-row', { field: t('household:remove-row'), row: rowNo })}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </td>
  );
}

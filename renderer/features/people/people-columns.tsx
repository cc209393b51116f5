import type { TFunction } from 'i18next';
import type { Column } from '../../ui/DataGrid.tsx';
import { Chip, Ltr, SentMark } from '../../ui/Marks.tsx';
import type { Kind, PersonRow } from './people-pages.ts';
import { sexText, stateText } from './person-words.ts';

const usable = new Set(['submitted', 'approved', 'published']);

/** State of a record: a quiet tick when it can be used, a chip when somebody has to look. */
export function StateWord({ state, t }: { readonly state: string; readonly t: TFunction }) {
  if (!usable.has(state)) return <Chip tone="warn">{stateText(t, state)}</Chip>;
  return (
    <span className="t-ok">
      <span aria-hidden="true">{'✓ '}</span>
      {stateText(t, state)}
    </span>
  );
}

/** Columns of the ledger: the margin mark first, names in both scripts, masked numbers, state last. */
export function peopleColumns(t: TFunction, kind: Kind): readonly Column<PersonRow>[] {
  const mark: Column<PersonRow> = {
    id: 'mark',
    header: t('people:sent'),
    mark: true,
    cell: (row) => <SentMark mark={row.mark} />,
  };
  const name: Column<PersonRow> = {
    id: 'name',
    header: kind === 'group' ? t('people:head') : t('people:name'),
    cell: (row) => (
      <b dir="auto" className="cell-name">
        {row.name}
      </b>
    ),
  };
  const local: Column<PersonRow> = {
    id: 'local',
    header: t('people:own-script'),
    cell: (row) => <span dir="auto">{row.localName}</span>,
  };
  const number: Column<PersonRow> = {
    id: 'number',
    header: t('people:number'),
    cell: (row) => <Ltr>{row.registrationNo ?? '–'}</Ltr>,
  };
  const village: Column<PersonRow> = {
    id: 'village',
    header: t('people:village'),
    cell: (row) => <span dir="auto">{row.areaName}</span>,
  };
  const phone = masked('phone', t('people:phone'), (row) => row.maskedPhone);
  const state: Column<PersonRow> = {
    id: 'state',
    header: t('people:state'),
    cell: (row) => <StateWord state={row.state} t={t} />,
  };
  return kind === 'group'
    ? [mark, name, local, number, members(t), village, phone, state]
    : [
        mark,
        name,
        local,
        ...sexAndAge(t),
        number,
        village,
        phone,
        masked('id', t('people:id'), (row) => row.maskedId),
        state,
      ];
}

const members = (t: TFunction): Column<PersonRow> => ({
  id: 'members',
  header: t('people:members'),
  numeric: true,
  cell: (row) => row.memberCount ?? '–',
});
const sexAndAge = (t: TFunction): readonly Column<PersonRow>[] => [
  { id: 'sex', header: t('people:sex'), cell: (row) => (row.gender === null ? '–' : sexText(t, row.gender)) },
  { id: 'age', header: t('people:age'), numeric: true, cell: (row) => row.age ?? '–' },
];
const masked = (id: string, header: string, value: (row: PersonRow) => string | null): Column<PersonRow> => ({
  id,
  header,
  cell: (row) => (
    <span className="masked">
      <Ltr>{value(row) ?? '–'}</Ltr>
    </span>
  ),
});

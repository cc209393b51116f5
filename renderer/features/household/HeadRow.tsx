import { useTranslation } from 'react-i18next';
import { Ltr } from '../../ui/Marks.tsx';
import { relationText, sexText } from '../people/person-words.ts';
import { ageText, type MemberEntry } from './household-entry.ts';
import { birthColumn } from './typed-birth.ts';

/** The head as the first line of the ledger; changed above, read here. */
export function HeadRow({
  member,
  today,
}: {
  readonly member: MemberEntry | undefined;
  readonly today: string;
}) {
  const { t } = useTranslation();
  if (member === undefined) return null;
  return (
    <tr className="head-row">
      <td className="mk muted">{1}</td>
      <td className="pad-x strong" dir="auto">
        {member.givenName}
      </td>
      <td className="pad-x" dir="auto">
        {member.familyName}
      </td>
      <td className="pad-x" dir="auto">
        {member.localName}
      </td>
      <td className="pad-x">{relationText(t, 'head')}</td>
      <td className="pad-x">{member.gender === null ? '' : sexText(t, member.gender)}</td>
      <td className="pad-x">
        <Ltr>{birthColumn(member.birthDate, member.birthDateExact)}</Ltr>
      </td>
      <td className="pad-x n">{ageText(member, today)}</td>
      <td />
    </tr>
  );
}

import { useEffect, useState } from 'react';
import { advanceFrom } from '../../ui/move-on.ts';
import type { MemberEntry } from './household-entry.ts';
import { birthColumn, isWholeDay, readTypedBirth } from './typed-birth.ts';

type Birth = Pick<MemberEntry, 'birthDate' | 'birthDateExact' | 'birthWrong' | 'birthText'>;
type Props = {
  readonly label: string;
  readonly birth: Birth;
  readonly onChange: (birth: Birth) => void;
  readonly fieldId: string;
  readonly invalid: boolean;
};

/** One narrow box for a birth: eight digits go on by themselves, four and Enter are a year. */
export function BirthCell({ label, birth, onChange, fieldId, invalid }: Props) {
  const { birthDate, birthDateExact, birthWrong } = birth;
  const [text, setText] = useState(() =>
    birthWrong ? birth.birthText : birthColumn(birthDate, birthDateExact),
  );
  useEffect(() => {
    if (birthDate !== null) setText(birthColumn(birthDate, birthDateExact));
  }, [birthDate, birthDateExact]);
  const take = (typed: string) => {
    const read = readTypedBirth(typed);
    const known = read.kind === 'day' || read.kind === 'year';
    onChange({
      birthDate: known ? read.date : null,
      birthDateExact: read.kind !== 'year',
      birthWrong: read.kind === 'wrong',
      birthText: read.kind === 'wrong' ? typed : '',
    });
  };
  return (
    <input
      id={fieldId}
      className="in"
      dir="ltr"
      inputMode="numeric"
      autoComplete="off"
      aria-label={label}
      aria-invalid={invalid || birthWrong}
      value={text}
      onChange={(event) => {
        const typed = event.target.value;
        setText(typed);
        if (!isWholeDay(typed)) return;
        take(typed);
        advanceFrom(event.currentTarget);
      }}
      onBlur={() => {
        if (text !== birthColumn(birthDate, birthDateExact) || birthWrong) take(text);
      }}
    />
  );
}

import { advanceFrom } from '../../ui/move-on.ts';

type Props = {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
  readonly fieldId: string;
  readonly invalid: boolean;
};

/** A choice inside a ledger row: its number or first letter answers and goes on, arrows look around. */
export function KeySelect({ label, options, value, onChoose, fieldId, invalid }: Props) {
  return (
    <select
      id={fieldId}
      className="in"
      aria-label={label}
      aria-invalid={invalid}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
        const letter = event.key.toLocaleLowerCase();
        const named = options.filter((option) => option.text.toLocaleLowerCase().startsWith(letter));
        const picked =
          digit === undefined ? (named.length === 1 ? named[0] : undefined) : options[Number(digit) - 1];
        if (picked === undefined || (digit === undefined && event.key.length !== 1)) return;
        event.preventDefault();
        onChoose(picked.value);
        advanceFrom(event.currentTarget);
      }}
    >
      <option value="">{''}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}

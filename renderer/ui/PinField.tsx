import { type Ref, useId } from 'react';
import { FieldError } from './Field.tsx';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (pin: string) => void;
  readonly error?: string | undefined;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly length?: number;
};

/** Six quiet boxes over one real password field: paste works, screen readers hear the count, digits of any script count. */
export function PinField({ label, value, onChange, error, inputRef, length = 6 }: Props) {
  const id = useId();
  return (
    <div className="f c12 pin-field">
      <label htmlFor={id}>{label}</label>
      <div className="pin-over">
        <div className="pin" aria-hidden="true">
          {Array.from({ length }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the boxes are positions, nothing else
            <span key={index} className={index === value.length ? 'next' : undefined}>
              {index < value.length ? '•' : ''}
            </span>
          ))}
        </div>
        <input
          id={id}
          ref={inputRef}
          className="pin-input"
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          value={value}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          onChange={(event) =>
            onChange(
              event.target.value
                .normalize('NFKC')
                .replace(/\p{Nd}/gu, asciiDigit)
                .replace(/\D/g, ''),
            )
          }
        />
      </div>
      {error === undefined ? null : (
        <div role="alert">
          <FieldError id={`${id}-error`} text={error} />
        </div>
      )}
    </div>
  );
}

/** Decimal digits stand in runs of ten in every script, so the value is the distance to the run's zero. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  for (let zero = code; zero > code - 10; zero -= 1)
    if (!/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) return String(code - zero);
  return digit;
}

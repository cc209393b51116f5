import { type InputHTMLAttributes, type KeyboardEvent, type ReactNode, type Ref, useId } from 'react';
import { Icon } from './Icon.tsx';

type FrameProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly under?: ReactNode;
  readonly span?: 3 | 4 | 5 | 6 | 7 | 8 | 12;
};
type Props = FrameProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className' | 'children'> & {
    readonly inputRef?: Ref<HTMLInputElement>;
    readonly fieldId?: string;
  };

const spanClass = (span: FrameProps['span']): string =>
  span === undefined || span === 4 ? 'f' : `f c${span}`;

/** A text field: label always visible above, hint beside it, error below in words. Free text takes its own direction. */
export function Field({ label, hint, error, under, span, inputRef, fieldId, dir = 'auto', ...input }: Props) {
  const generated = useId();
  const id = fieldId ?? generated;
  const described = error === undefined ? undefined : `${id}-error`;
  return (
    <div className={spanClass(span)}>
      <label htmlFor={id}>
        {label}
        {hint === undefined ? null : <span className="hint">{hint}</span>}
      </label>
      <input
        {...input}
        ref={inputRef}
        id={id}
        dir={dir}
        className="in"
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error !== undefined}
        aria-describedby={described}
      />
      {error === undefined ? under : <FieldError id={`${id}-error`} text={error} />}
    </div>
  );
}

export function FieldError({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <span className="under err" id={id}>
      <Icon name="alert" />
      {text}
    </span>
  );
}

type ChoiceProps = FrameProps & {
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly value: string | null;
  readonly onChoose: (value: string) => void;
  /** Called after an answer by digit or letter: the next field takes over. Arrow keys only look around. */
  readonly onAdvance?: (from: HTMLElement, picked: string) => void;
  readonly fieldId?: string;
};

/** The option a key names: its number, or the first letter when only one option has it. */
function optionOfKey(event: KeyboardEvent<HTMLElement>, options: ChoiceProps['options']): string | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit !== undefined) return options[Number(digit) - 1]?.value;
  if (!/^\p{L}$/u.test(event.key)) return undefined;
  const letter = event.key.toLocaleLowerCase();
  const named = options.filter((option) => option.text.toLocaleLowerCase().startsWith(letter));
  return named.length === 1 ? named[0]?.value : undefined;
}

/** A question answered with one key: 1–9 or the first letter chooses and goes on. Arrow keys move as in any radio group. */
export function Choice(props: ChoiceProps) {
  const { label, hint, error, span, options, value, onChoose, onAdvance, fieldId } = props;
  const generated = useId();
  const id = fieldId ?? generated;
  return (
    <fieldset
      className={`${spanClass(span)} choice-field`}
      aria-describedby={error === undefined ? undefined : `${id}-error`}
    >
      <legend className="lab">
        {label}
        {hint === undefined ? null : <span className="hint">{hint}</span>}
      </legend>
      <div className="choice">
        {options.map((option, index) => (
          <label key={option.value} className={option.value === value ? 'chosen' : undefined}>
            <input
              type="radio"
              className="sr"
              name={id}
              id={index === 0 ? id : undefined}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
              onKeyDown={(event) => {
                const picked = optionOfKey(event, options);
                if (picked === undefined) return;
                event.preventDefault();
                onChoose(picked);
                onAdvance?.(event.currentTarget, picked);
              }}
            />
            <kbd>{index + 1}</kbd>
            {option.text}
          </label>
        ))}
      </div>
      {error === undefined ? null : <FieldError id={`${id}-error`} text={error} />}
    </fieldset>
  );
}

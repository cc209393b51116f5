import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldError } from './Field.tsx';

type Props = {
  readonly label: string;
  readonly hint?: string;
  /** `YYYY-MM-DD`, or null while incomplete. */
  readonly value: string | null;
  /** False: only the year is known, `value` is its 1 January. */
  readonly exact?: boolean;
  /** A year may stand alone ("born 1943"); it comes as its 1 January with `exact` false. */
  readonly yearAlone?: boolean;
  readonly onChange: (date: string | null, complete: boolean, exact: boolean) => void;
  readonly error?: string | undefined;
  readonly under?: string;
  readonly fieldId?: string;
  /** Asked when the year is full and the next field should take over. */
  readonly onFull?: () => void;
  readonly span?: 3 | 4 | 6;
};
const digitsOnly = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
    .replace(/[०-९]/g, (d) => String(d.charCodeAt(0) - 0x966))
    .replace(/\D/g, '');

/** Day, month, year typed from paper: eight digits jump on by themselves, digits of any script are understood, nothing to pick. */
export function DateBoxes(props: Props) {
  const { label, hint, value, onChange, error, under, fieldId, onFull, span = 4 } = props;
  const { exact = true, yearAlone = false } = props;
  const { t, i18n } = useTranslation();
  const generated = useId();
  const id = fieldId ?? generated;
  const [parts, setParts] = useState(() => split(value, exact));
  const month = useRef<HTMLInputElement>(null);
  const year = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setParts((now) => (value !== null && (join(now) ?? yearOf(now)) !== value ? split(value, exact) : now));
  }, [value, exact]);
  const change = (next: { day: string; month: string; year: string }) => {
    setParts(next);
    const alone = yearAlone ? yearOf(next) : null;
    onChange(join(next) ?? alone, alone !== null || isFilled(next), alone === null);
  };
  const monthName = /^(0?[1-9]|1[0-2])$/.test(parts.month)
    ? new Intl.DateTimeFormat(i18n.language, { month: 'short', timeZone: 'UTC', calendar: 'gregory' }).format(
        Date.UTC(2000, Number(parts.month) - 1, 1),
      )
    : '';
  return (
    <fieldset
      className={span === 4 ? 'f' : `f c${span}`}
      aria-describedby={error === undefined ? undefined : `${id}-error`}
    >
      <legend className="lab">
        {label}
        {hint === undefined ? null : <span className="hint">{hint}</span>}
      </legend>
      <div className="dates" dir="ltr">
        <span>
          <input
            id={id}
            className="in"
            aria-label={t('common:day')}
            inputMode="numeric"
            value={parts.day}
            aria-invalid={error !== undefined}
            autoComplete="off"
            onChange={(event) => {
              const typed = digitsOnly(event.target.value);
              if (typed.length === 8) {
                change({ day: typed.slice(0, 2), month: typed.slice(2, 4), year: typed.slice(4) });
                onFull?.();
                return;
              }
              change({ ...parts, day: typed.slice(0, 2) });
              if (typed.length >= 2) month.current?.select();
            }}
          />
        </span>
        <span>
          <input
            ref={month}
            className="in"
            aria-label={t('common:month')}
            inputMode="numeric"
            value={parts.month}
            aria-invalid={error !== undefined}
            autoComplete="off"
            onChange={(event) => {
              const typed = digitsOnly(event.target.value).slice(0, 2);
              change({ ...parts, month: typed });
              if (typed.length === 2) year.current?.select();
            }}
          />
          <span className="mn" aria-hidden="true">
            {monthName}
          </span>
        </span>
        <span>
          <input
            ref={year}
            className="in"
            aria-label={t('common:year')}
            inputMode="numeric"
            value={parts.year}
            aria-invalid={error !== undefined}
            autoComplete="off"
            onChange={(event) => {
              const typed = digitsOnly(event.target.value).slice(0, 4);
              change({ ...parts, year: typed });
              if (typed.length === 4) onFull?.();
            }}
          />
        </span>
      </div>
      {error === undefined ? (
        under === undefined ? null : (
          <span className="under">{under}</span>
        )
      ) : (
        <FieldError id={`${id}-error`} text={error} />
      )}
    </fieldset>
  );
}

function split(value: string | null, exact: boolean): { day: string; month: string; year: string } {
  const [year = '', month = '', day = ''] = value?.split('-') ?? [];
  return exact ? { day, month, year } : { day: '', month: '', year };
}

type Parts = { readonly day: string; readonly month: string; readonly year: string };
const isFilled = (parts: Parts): boolean => parts.year.length === 4 && parts.day !== '' && parts.month !== '';

/** A year with nothing before it, as its 1 January. */
const yearOf = (parts: Parts): string | null =>
  parts.day === '' && parts.month === '' && parts.year.length === 4 ? `${parts.year}-01-01` : null;

/** A real calendar day or null; 31 February is null. */
function join(parts: Parts): string | null {
  if (!isFilled(parts)) return null;
  const date = `${parts.year}-${parts.month.padStart(2, '0')}-${parts.day.padStart(2, '0')}`;
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? date : null;
}

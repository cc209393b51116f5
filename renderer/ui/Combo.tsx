import { Combobox, useCombobox } from '@mantine/core';
import { useEffect, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldError } from './Field.tsx';

type Option = { readonly value: string; readonly text: string; readonly note?: string };
type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly options: readonly Option[];
  readonly value: string | null;
  readonly onChoose: (value: string) => void;
  readonly error?: string | undefined;
  readonly fieldId?: string;
  readonly span?: 3 | 4 | 6 | 8 | 12;
};
const shown = 50;

/** Typed choice from a long list: three letters, arrow, Enter. Never scrolled by the wheel into another answer. */
export function Combo({ label, hint, options, value, onChoose, error, fieldId, span = 4 }: Props) {
  const { t } = useTranslation();
  const generated = useId();
  const id = fieldId ?? generated;
  const store = useCombobox({ onDropdownClose: () => store.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  const chosen = options.find((option) => option.value === value);
  const matches = useMemo(() => {
    const wanted = (typed ?? '').toLocaleLowerCase();
    return options.filter((option) => option.text.toLocaleLowerCase().includes(wanted)).slice(0, shown);
  }, [options, typed]);
  // The first fit is marked after the list was drawn, so that Enter takes what the eye sees.
  useEffect(() => {
    if (typed !== null && typed !== '') store.selectFirstOption();
  }, [typed, store.selectFirstOption]);
  return (
    <div className={span === 4 ? 'f' : `f c${span}`}>
      <label htmlFor={id}>
        {label}
        {hint === undefined ? null : <span className="hint">{hint}</span>}
      </label>
      <Combobox
        store={store}
        withinPortal
        onOptionSubmit={(picked) => {
          onChoose(picked);
          setTyped(null);
          store.closeDropdown();
        }}
      >
        <Combobox.Target>
          <input
            id={id}
            className="in"
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            value={typed ?? chosen?.text ?? ''}
            aria-invalid={error !== undefined}
            aria-describedby={error === undefined ? undefined : `${id}-error`}
            onChange={(event) => {
              setTyped(event.target.value);
              store.openDropdown();
            }}
            onKeyDown={(event) => {
              // Esc takes back what was typed here; only the next one goes to the page.
              if (event.key !== 'Escape' || (typed === null && !store.dropdownOpened)) return;
              event.preventDefault();
              setTyped(null);
              store.closeDropdown();
            }}
            onBlur={() => {
              setTyped(null);
              store.closeDropdown();
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown className="combo-list">
          <Combobox.Options aria-label={label}>
            {matches.length === 0 ? <Combobox.Empty>{t('common:nothing-fits')}</Combobox.Empty> : null}
            {matches.map((option) => (
              <Combobox.Option key={option.value} value={option.value}>
                {option.text}
                {option.note === undefined ? null : <span className="muted small"> {option.note}</span>}
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {error === undefined ? null : <FieldError id={`${id}-error`} text={error} />}
    </div>
  );
}

import type { KeyboardEvent, ReactNode } from 'react';
import { formatNumber } from '../i18n/format.ts';

type CountTab<Id extends string> = {
  readonly id: Id;
  readonly text: string;
  /** How many stand behind it; null while unknown. */
  readonly count?: number | null;
  readonly mark?: ReactNode;
};
type Props<Id extends string> = {
  readonly label: string;
  readonly tabs: readonly CountTab<Id>[];
  readonly current: Id;
  readonly onChoose: (id: Id) => void;
};

/** Groups of one list, each with its number: arrow keys change the group at once, Tab leaves. */
export function CountTabs<Id extends string>({ label, tabs, current, onChoose }: Props<Id>) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const towardsEnd = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const step =
      event.key === 'ArrowLeft' || event.key === 'ArrowRight' ? (event.key === towardsEnd ? 1 : -1) : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.id === current);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChoose(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={move} tabIndex={-1}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          data-tab={tab.id}
          aria-selected={tab.id === current}
          tabIndex={tab.id === current ? 0 : -1}
          onClick={() => onChoose(tab.id)}
        >
          {tab.mark}
          {tab.text}
          {tab.count === undefined || tab.count === null ? null : (
            <span className="num">{formatNumber(tab.count)}</span>
          )}
        </button>
      ))}
    </div>
  );
}

import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

type Props = {
  readonly kind: 'info' | 'warn' | 'danger' | 'ok';
  readonly title?: string;
  readonly children: ReactNode;
  readonly live?: boolean;
};
const icons = { info: 'info', warn: 'alert', danger: 'alert', ok: 'check' } as const;

/** Stays until solved: what is so, why, one action. */
export function Notice({ kind, title, children, live = false }: Props) {
  return (
    <div className={`notice${kind === 'info' ? '' : ` ${kind}`}`} role={live ? 'alert' : undefined}>
      <Icon name={icons[kind]} />
      <div className="stack">
        {title === undefined ? null : <strong>{title}</strong>}
        <div>{children}</div>
      </div>
    </div>
  );
}

/** A list that holds nothing: says why, and what to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children === undefined ? null : <p className="muted">{children}</p>}
      {action}
    </div>
  );
}

/** How much of a longer work is done: count, share and a way to stop. */
export function Progress({
  label,
  done,
  total,
  children,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly children?: ReactNode;
}) {
  return (
    <div className="row progress">
      <progress className="bar wide" value={done} max={Math.max(total, 1)} aria-label={label} />
      <span className="small">{label}</span>
      {children}
    </div>
  );
}

import type { ReactNode } from 'react';

type Props = {
  readonly title?: string;
  readonly note?: ReactNode;
  readonly padded?: boolean;
  readonly children: ReactNode;
};

/** White paper on the warm ground: a heading with a quiet note at its end, then content. */
export function Card({ title, note, padded = false, children }: Props) {
  return (
    <section className="card">
      {title === undefined ? null : (
        <header>
          <h2>{title}</h2>
          {note === undefined ? null : <span className="push small muted row">{note}</span>}
        </header>
      )}
      {padded ? <div className="pad">{children}</div> : children}
    </section>
  );
}

/** Label and value pairs. */
export function Facts({
  items,
}: {
  readonly items: readonly { readonly label: string; readonly value: ReactNode }[];
}) {
  return (
    <dl className="facts">
      {items.map((item) => (
        <div className="fact" key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand at the end of the column. */
  readonly numeric?: boolean;
  /** CSS length; one column may stay open and take the rest. */
  readonly width?: string;
  /** The margin column of marks. */
  readonly mark?: boolean;
};
type Props<Row> = {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  /** Asked when the end comes near, to fetch more. */
  readonly onNearEnd?: () => void;
  readonly total?: ReactNode;
  readonly roomy?: boolean;
};
const virtualFrom = 100;

/** The ledger: dense rows, arrow keys move, Enter opens; above 100 rows only those in sight are drawn. */
export function DataGrid<Row>({
  label,
  rows,
  columns,
  keyOf,
  onOpen,
  onNearEnd,
  total,
  roomy = false,
}: Props<Row>) {
  const box = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const rowHeight = roomy ? 36 : 28;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    enabled: rows.length > virtualFrom,
  });
  const items =
    rows.length > virtualFrom
      ? virtual.getVirtualItems().map((item) => item.index)
      : rows.map((_, index) => index);
  const before = rows.length > virtualFrom ? (virtual.getVirtualItems()[0]?.start ?? 0) : 0;
  const lastShown = items.at(-1) ?? 0;
  const after = rows.length > virtualFrom ? Math.max(0, (rows.length - 1 - lastShown) * rowHeight) : 0;
  useEffect(() => {
    if (onNearEnd !== undefined && lastShown >= rows.length - 20 && rows.length > 0) onNearEnd();
  }, [lastShown, rows.length, onNearEnd]);
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 15,
      PageUp: -15,
      Home: -rows.length,
      End: rows.length,
    }[event.key];
    if (event.target !== box.current) return;
    if (event.key === 'Enter') {
      const row = rows[current];
      if (row !== undefined) onOpen?.(row);
      return;
    }
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(rows.length - 1, current + step));
    setCurrent(next);
    if (rows.length > virtualFrom) virtual.scrollToIndex(next);
    else box.current?.querySelectorAll('tbody tr')[next]?.scrollIntoView({ block: 'nearest' });
  };
  const row = rows[current];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: the scrolling box is the grid's one tab stop; arrows move inside it
    <section className="scroll grid-box" ref={box} tabIndex={0} aria-label={label} onKeyDown={move}>
      <table className={`grid${roomy ? ' roomy' : ''}`}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={cellClass(column)}
                style={column.width === undefined ? undefined : { inlineSize: column.width }}
              >
                {column.mark === true ? <span className="sr">{column.header}</span> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? <Spacer height={before} span={columns.length} /> : null}
          {items.map((index) => {
            const item = rows[index];
            if (item === undefined) return null;
            return (
              <tr
                key={keyOf(item)}
                className={item === row && onOpen !== undefined ? 'cur' : undefined}
                onClick={() => {
                  setCurrent(index);
                  onOpen?.(item);
                }}
              >
                {columns.map((column) => (
                  <td key={column.id} className={cellClass(column)}>
                    {column.cell(item)}
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 ? <Spacer height={after} span={columns.length} /> : null}
          {total}
        </tbody>
      </table>
      <span className="sr" aria-live="polite">
        {row === undefined || onOpen === undefined ? '' : `${current + 1} / ${rows.length}`}
      </span>
    </section>
  );
}

function Spacer({ height, span }: { readonly height: number; readonly span: number }) {
  return (
    <tr>
      <td colSpan={span} style={{ blockSize: height, padding: 0 }} />
    </tr>
  );
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  if (column.mark === true) return 'mk';
  return column.numeric === true ? 'n' : undefined;
}

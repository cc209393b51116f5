import type { FocusEvent, ReactNode, Ref } from 'react';
import { enterMovesOn } from './move-on.ts';

type Props = {
  readonly className: string;
  /** Enter at the last field. */
  readonly onEnd: (from: Element) => void;
  readonly onFocus?: (event: FocusEvent<HTMLElement>) => void;
  readonly rootRef?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
};

/** Fields in which Enter moves on to the next one (see move-on.ts). It can hold the focus when a step has no field. */
export function EntryForm({ className, onEnd, onFocus, rootRef, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: it only passes Enter on
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter bubbles here from the fields; nothing is pressed itself
    <div
      className={className}
      ref={rootRef}
      tabIndex={-1}
      data-moves-on="true"
      onKeyDown={(event) => enterMovesOn(event, onEnd)}
      onFocus={onFocus}
    >
      {children}
    </div>
  );
}

import { formatAmount } from '../i18n/format.ts';

type Props = {
  readonly minor: number;
  readonly currency: string;
  /** Taken away in a sum: a minus before it unless it is nothing. */
  readonly taken?: boolean;
};

/** An amount without its currency, where the heading of the column names it. */
export function Figures({ minor, currency, taken = false }: Props) {
  return (
    <bdi dir="ltr" className="nowrap">
      {taken && minor !== 0 ? `− ${formatAmount(minor, currency)}` : formatAmount(minor, currency)}
    </bdi>
  );
}

import type { OutputOf } from '#contract/contract';
import { maskBirthDate, maskIdentifier, maskPhone } from '#domain/registry/mask';
import type { PlainDate } from '#domain/time/plain-date';
import type { OpMark } from '#ports/operation-log';
import type { PersonCard } from '#ports/registry-queries';
import type { ReadTx } from '#ports/store';

export type PersonRow = OutputOf<'registry.search'>['rows'][number];

/** Lines of a list as they leave the core: identifier and phone masked, the birth date as an age (SEC-12). */
export function toPersonRows(tx: ReadTx, cards: readonly PersonCard[], today: PlainDate): PersonRow[] {
  const marks = tx.office.operations.marksOf(cards.map(({ registrantId }) => registrantId));
  return cards.map((card) => toPersonRow(card, today, marks.get(card.registrantId) ?? 'sent'));
}

function toPersonRow(
  { identifier, phone, birthDate, ...card }: PersonCard,
  today: PlainDate,
  mark: OpMark,
): PersonRow {
  return {
    ...card,
    age: maskBirthDate(birthDate, today),
    maskedId: identifier === null ? null : maskIdentifier(identifier),
    maskedPhone: phone === null ? null : maskPhone(phone),
    mark,
  };
}

import type { KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';

const fieldSelector =
  'input:not([type=file]):not([readonly]):not(:disabled), select:not(:disabled), textarea:not([readonly]):not(:disabled)';

/** Fields in reading order; a group of radio buttons counts once, by its answer or its first button. */
export function fieldsIn(root: HTMLElement): readonly HTMLElement[] {
  const seen = new Set<string>();
  return [...root.querySelectorAll<HTMLElement>(fieldSelector)].flatMap((field) => {
    if (field.offsetParent === null || field.closest('[inert]') !== null) return [];
    if (!(field instanceof HTMLInputElement) || field.type !== 'radio') return [field];
    if (seen.has(field.name)) return [];
    seen.add(field.name);
    return [radiosOf(root, field.name).find((radio) => radio.checked) ?? field];
  });
}

const radiosOf = (root: HTMLElement, name: string): readonly HTMLInputElement[] =>
  [...root.querySelectorAll<HTMLInputElement>('input[type=radio]')].filter((radio) => radio.name === name);

/** Puts the focus into a field; its text is marked, so that typing replaces it and an arrow key keeps it. */
export function enterField(field: HTMLElement): void {
  field.focus();
  if (field instanceof HTMLInputElement && field.type !== 'radio') field.select();
}

/** Moves to the field after `from`. False when it was the last one. */
export function moveOn(root: HTMLElement, from: Element): boolean {
  const fields = fieldsIn(root);
  const at = fields.findIndex((field) => field === from || isSameGroup(field, from));
  const next = at === -1 ? undefined : fields[at + 1];
  if (next === undefined) return false;
  enterField(next);
  return true;
}

function isSameGroup(field: HTMLElement, from: Element): boolean {
  return (
    field instanceof HTMLInputElement &&
    from instanceof HTMLInputElement &&
    field.type === 'radio' &&
    field.name === from.name
  );
}

/**
 * Enter moves on in entry forms: to be put on the form's root. Buttons keep their own Enter; an open list of choices
 * takes it first. `onEnd` is called at the last field.
 */
export function enterMovesOn(event: KeyboardEvent<HTMLElement>, onEnd: (from: Element) => void): void {
  const { target, currentTarget } = event;
  if (event.key !== 'Enter' || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey)
    return;
  if (event.nativeEvent.isComposing || !(target instanceof HTMLElement)) return;
  if (!target.matches(fieldSelector)) return;
  event.preventDefault();
  if (!moveOn(currentTarget, target)) onEnd(target);
}

/**
 * Moves on after an answer that needs no Enter (a digit, eight digits of a birth, a picked village). What the answer
 * changed on the page is drawn first, so that a field it closed is passed over.
 */
export function advanceFrom(from: HTMLElement | null): void {
  flushSync(() => undefined);
  const root = from?.closest<HTMLElement>('[data-moves-on]');
  if (from !== null && root !== null && root !== undefined) moveOn(root, from);
}

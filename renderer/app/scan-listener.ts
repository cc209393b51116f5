type Field = HTMLInputElement | HTMLTextAreaElement;
type Held = { readonly field: Field; readonly value: string; readonly start: number; readonly end: number };

const prefix = 'G2P1';
/** Slower than this between two prefix keys is a person typing. */
const prefixGapMs = 300;
/** A reader that pauses longer than this in mid-code has failed. */
const idleMs = 600;
/** Shorter captures than this were typed by hand. */
const minLength = 24;
/** After a failed code the late rest of it, and its Enter, must do no harm. */
const deafMs = 1000;

/**
 * Hears a keyboard-wedge reader anywhere on the page: the voucher prefix arriving key after key, then everything up to
 * Enter or Tab, before any field sees it. Physical keys are read, so the keyboard layout and Caps Lock do not matter;
 * the field that had the focus keeps what it held. A person who really types the prefix gets the letters back.
 * Calls `onScan` with the code, or with null when it could not be read whole. Returns the way to stop listening.
 */
export function listenForScans(target: Window, onScan: (code: string | null) => void): () => void {
  const reader = new WedgeReader(onScan);
  const onKey = (event: KeyboardEvent) => {
    if (reader.takes(event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };
  target.addEventListener('keydown', onKey, { capture: true });
  return () => {
    reader.reset();
    target.removeEventListener('keydown', onKey, { capture: true });
  };
}

class WedgeReader {
  private heard = '';
  private typed = '';
  private lastAt = 0;
  private held: Held | null = null;
  private focus: Element | null = null;
  private capturing = false;
  private deafUntil = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly onScan: (code: string | null) => void;

  constructor(onScan: (code: string | null) => void) {
    this.onScan = onScan;
  }

  /** True when the key belongs to a scan and no one else may see it. */
  takes(event: KeyboardEvent): boolean {
    if (
      event.isComposing ||
      event.ctrlKey ||
      event.altKey ||
      event.metaKey ||
      /^(Shift|Caps)/.test(event.code)
    )
      return false;
    if (performance.now() < this.deafUntil) return true;
    const gap = event.timeStamp - this.lastAt;
    this.lastAt = event.timeStamp;
    if (!this.capturing && gap > prefixGapMs) this.reset();
    if (this.capturing && /^(Enter|NumpadEnter|Tab)$/.test(event.code)) {
      this.finish();
      return true;
    }
    const character = characterOf(event.code);
    if (character === null) {
      if (this.capturing) this.giveUp();
      else this.reset();
      return false;
    }
    return this.hear(character, event.key);
  }

  reset(): void {
    clearTimeout(this.timer);
    this.heard = '';
    this.typed = '';
    this.held = null;
    this.capturing = false;
  }

  private hear(character: string, key: string): boolean {
    // What was typed before the focus moved stands elsewhere; only the field that gets the rest is restored.
    if (this.heard === '' || (!this.capturing && this.focus !== document.activeElement)) {
      this.focus = document.activeElement;
      this.held = holdFocus();
      this.typed = '';
    }
    this.heard += character;
    this.typed += key.length === 1 ? key : '';
    if (!this.capturing) {
      if (!this.heard.endsWith(prefix)) return false;
      this.startCapture();
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.giveUp(), idleMs);
    return true;
  }

  /** All typed before the prefix was the person's own; the prefix itself is taken out of the field again. */
  private startCapture(): void {
    if (this.held !== null) {
      write(this.held, this.typed.slice(0, -prefix.length));
      const at = this.held.field.selectionStart ?? 0;
      this.held = { field: this.held.field, value: this.held.field.value, start: at, end: at };
    }
    this.typed = this.typed.slice(-prefix.length);
    this.heard = prefix;
    this.capturing = true;
  }

  private finish(): void {
    if (this.heard.length < minLength) {
      this.giveUp();
      return;
    }
    const code = this.heard;
    this.reset();
    this.onScan(code);
  }

  private giveUp(): void {
    const [held, typed, wasScan] = [this.held, this.typed, this.heard.length >= minLength];
    this.reset();
    if (wasScan) {
      this.deafUntil = performance.now() + deafMs;
      this.onScan(null);
    } else if (held !== null) write(held, typed);
  }
}

function characterOf(code: string): string | null {
  if (/^Key[A-Z]$/.test(code)) return code.charAt(3);
  return /^(Digit|Numpad)[0-9]$/.test(code) ? code.charAt(code.length - 1) : null;
}

function holdFocus(): Held | null {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return null;
  if (field.selectionStart === null) return null;
  return {
    field,
    value: field.value,
    start: field.selectionStart,
    end: field.selectionEnd ?? field.selectionStart,
  };
}

/** Writes through the prototype's setter: React ignores a value set on the element itself. */
function write(held: Held, text: string): void {
  if (!held.field.isConnected) return;
  const prototype =
    held.field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  const value = held.value.slice(0, held.start) + text + held.value.slice(held.end);
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(held.field, value);
  const at = held.start + text.length;
  held.field.setSelectionRange(at, at);
  held.field.dispatchEvent(new Event('input', { bubbles: true }));
}

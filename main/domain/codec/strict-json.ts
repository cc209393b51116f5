import { err, ok, type Result } from '../result.ts';
import { isPrototypeKey, type JsonObject, type JsonValue, MAX_JSON_DEPTH } from './jcs.ts';
import { isWellFormed } from './utf8.ts';

/** Why a text is refused as JSON; `at` counts UTF-16 units from the start. */
export type StrictJsonError = {
  readonly code: 'codec/bad-json';
  readonly reason: 'syntax' | 'duplicate-key' | 'prototype-key' | 'depth' | 'number' | 'surrogate';
  readonly at: number;
};

class BadJson extends Error {
  readonly detail: StrictJsonError;
  constructor(reason: StrictJsonError['reason'], at: number) {
    super(`bad JSON (${reason}) at ${at}`);
    this.detail = { code: 'codec/bad-json', reason, at };
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const SPACE = /[ \t\n\r]*/y;
const SPACE_CODE = 32;
const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Parses JSON that will be verified or trusted. Unlike JSON.parse it refuses what two parsers may read
 * differently: repeated keys, keys that reach the prototype, fractions, exponents, -0, integers beyond 2^53 - 1,
 * lone surrogates and nesting beyond 32. White space between tokens is allowed.
 */
export function parseStrictJson(text: string): Result<JsonValue, StrictJsonError> {
  try {
    return ok(new Parser(text).document());
  } catch (failure) {
    if (failure instanceof BadJson) return err(failure.detail);
    throw failure;
  }
}

class Parser {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): JsonValue {
    const value = this.value(0);
    this.skipSpace();
    if (this.at !== this.text.length) this.fail('syntax');
    return value;
  }

  private value(depth: number): JsonValue {
    this.skipSpace();
    const character = this.text.charAt(this.at);
    if (character === '"') return this.string();
    if (character === '{' || character === '[') {
      if (depth >= MAX_JSON_DEPTH) this.fail('depth');
      this.at += 1;
      return character === '{' ? this.object(depth + 1) : this.array(depth + 1);
    }
    if (this.take('true')) return true;
    if (this.take('false')) return false;
    if (this.take('null')) return null;
    return this.number();
  }

  private object(depth: number): JsonObject {
    const members: Record<string, JsonValue> = {};
    this.skipSpace();
    if (this.take('}')) return members;
    while (true) {
      this.skipSpace();
      const keyAt = this.at;
      const key = this.string();
      if (isPrototypeKey(key)) this.fail('prototype-key', keyAt);
      if (Object.hasOwn(members, key)) this.fail('duplicate-key', keyAt);
      this.skipSpace();
      this.expect(':');
      members[key] = this.value(depth);
      this.skipSpace();
      if (this.take('}')) return members;
      this.expect(',');
    }
  }

  private array(depth: number): readonly JsonValue[] {
    const items: JsonValue[] = [];
    this.skipSpace();
    if (this.take(']')) return items;
    while (true) {
      items.push(this.value(depth));
      this.skipSpace();
      if (this.take(']')) return items;
      this.expect(',');
    }
  }

  private string(): string {
    const start = this.at;
    const literal = this.stringLiteral();
    const text = literal.includes('\\') ? resolveEscapes(literal) : literal.slice(1, -1);
    if (text === undefined) this.fail('syntax', start);
    return isWellFormed(text) ? text : this.fail('surrogate', start);
  }

  /** The quoted text as it stands. Scanned by hand: a pattern would need a stack as deep as the text is long. */
  private stringLiteral(): string {
    const start = this.at;
    if (this.text.charCodeAt(start) !== QUOTE) this.fail('syntax');
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const unit = this.text.charCodeAt(this.at);
      if (unit < SPACE_CODE) this.fail('syntax');
      if (unit === BACKSLASH) this.at += 1;
      if (unit !== QUOTE) continue;
      this.at += 1;
      return this.text.slice(start, this.at);
    }
    return this.fail('syntax', start);
  }

  private number(): number {
    const start = this.at;
    const literal = this.match(NUMBER);
    if (literal === undefined) this.fail('syntax', start);
    const value = Number(literal);
    const isPlainInteger = /^-?[0-9]+$/.test(literal) && Number.isSafeInteger(value) && !Object.is(value, -0);
    return isPlainInteger ? value : this.fail('number', start);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private skipSpace(): void {
    this.match(SPACE);
  }

  private take(literal: string): boolean {
    if (!this.text.startsWith(literal, this.at)) return false;
    this.at += literal.length;
    return true;
  }

  private expect(literal: string): void {
    if (!this.take(literal)) this.fail('syntax');
  }

  private fail(reason: StrictJsonError['reason'], at = this.at): never {
    throw new BadJson(reason, at);
  }
}

/** Resolves escapes of one quoted literal; undefined when an escape is not JSON's. */
function resolveEscapes(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch (failure) {
    if (failure instanceof SyntaxError) return undefined;
    throw failure;
  }
}

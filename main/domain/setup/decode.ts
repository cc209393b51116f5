import { err, ok, type Result } from '../result.ts';

/** The first fault of a configuration, by path from its root, e.g. `terms.2.coefficient`. */
export type ConfigInvalid = {
  readonly code: 'setup/config-invalid';
  readonly path: string;
  readonly problem: string;
};

/** Reads one value of parsed JSON. Configuration arrives as JSON in rows of the trust bundle and is believed nowhere. */
export type Decode<Value> = (input: unknown, path: string) => Result<Value, ConfigInvalid>;

type ValueOf<Decoder> = Decoder extends Decode<infer Value> ? Value : never;

/** A fault at a place. */
export function invalid(path: string, problem: string): Result<never, ConfigInvalid> {
  return err({ code: 'setup/config-invalid', path, problem });
}

/** Any text that is not empty, at most `longest` characters. */
export function textUpTo(longest: number): Decode<string> {
  return (input, path) =>
    typeof input === 'string' && input !== '' && input.length <= longest
      ? ok(input)
      : invalid(path, 'text expected');
}

/** A finite number. */
export const decodeNumber: Decode<number> = (input, path) =>
  typeof input === 'number' && Number.isFinite(input) ? ok(input) : invalid(path, 'number expected');

/** A safe integer from `least` on. */
export function integerFrom(least: number): Decode<number> {
  return (input, path) =>
    typeof input === 'number' && Number.isSafeInteger(input) && input >= least
      ? ok(input)
      : invalid(path, `whole number from ${least} expected`);
}

export const decodeBoolean: Decode<boolean> = (input, path) =>
  typeof input === 'boolean' ? ok(input) : invalid(path, 'true or false expected');

/** A text, number or truth value. */
export const decodeScalar: Decode<string | number | boolean> = (input, path) => {
  const isScalar = typeof input === 'string' || typeof input === 'boolean' || Number.isFinite(input);
  return isScalar && (typeof input === 'string' || typeof input === 'boolean' || typeof input === 'number')
    ? ok(input)
    : invalid(path, 'text, number or truth value expected');
};

/** One of some words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Decode<Word> {
  return (input, path) => {
    const word = words.find((known) => known === input);
    return word === undefined ? invalid(path, `one of ${words.join(', ')} expected`) : ok(word);
  };
}

export function nullable<Value>(decode: Decode<Value>): Decode<Value | null> {
  return (input, path) => (input === null ? ok(null) : decode(input, path));
}

/** A key that may be absent. */
export function withDefault<Value>(decode: Decode<Value>, value: Value): Decode<Value> {
  return (input, path) => (input === undefined ? ok(value) : decode(input, path));
}

export function listOf<Value>(decode: Decode<Value>): Decode<readonly Value[]> {
  return (input, path) => {
    if (!Array.isArray(input)) return invalid(path, 'list expected');
    const values: Value[] = [];
    for (const [at, item] of input.entries()) {
      const value = decode(item, below(path, at));
      if (!value.ok) return value;
      values.push(value.value);
    }
    return ok(values);
  };
}

/** A record of any keys. */
export function recordOf<Value>(decode: Decode<Value>): Decode<Readonly<Record<string, Value>>> {
  return (input, path) => {
    if (!isRecord(input)) return invalid(path, 'object expected');
    const values: [string, Value][] = [];
    for (const [key, item] of Object.entries(input)) {
      const value = decode(item, below(path, key));
      if (!value.ok) return value;
      values.push([key, value.value]);
    }
    return ok(Object.fromEntries(values));
  };
}

/** An object with these keys. Other keys (translations, notes) are left out, not refused. */
export function fields<const Shape extends Readonly<Record<string, Decode<unknown>>>>(
  shape: Shape,
): Decode<{ readonly [Key in keyof Shape]: ValueOf<Shape[Key]> }> {
  return (input, path) => {
    if (!isRecord(input)) return invalid(path, 'object expected');
    const values: [string, unknown][] = [];
    for (const [key, decode] of Object.entries(shape)) {
      const value = decode(Object.hasOwn(input, key) ? input[key] : undefined, below(path, key));
      if (!value.ok) return value;
      values.push([key, value.value]);
    }
    // The one cast of this decoder: TypeScript cannot follow that each key got the value of its own decoder.
    return ok(Object.fromEntries(values) as { readonly [Key in keyof Shape]: ValueOf<Shape[Key]> });
  };
}

/** An object whose `kind` says which of several shapes it has. */
export function byKind<const Shapes extends Readonly<Record<string, Decode<unknown>>>>(
  shapes: Shapes,
): Decode<ValueOf<Shapes[keyof Shapes]>> {
  return (input, path) => {
    const kind = isRecord(input) ? input['kind'] : undefined;
    const decode = typeof kind === 'string' && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
    if (decode === undefined)
      return invalid(below(path, 'kind'), `one of ${Object.keys(shapes).join(', ')} expected`);
    // As in `fields`: the decoder found under the kind gives the value of that kind.
    return decode(input, path) as Result<ValueOf<Shapes[keyof Shapes]>, ConfigInvalid>;
  };
}

function isRecord(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

function below(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`;
}

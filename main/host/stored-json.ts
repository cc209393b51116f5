import { z } from 'zod';
import { assert } from '#domain/invariant';

const Json = z.json();
export type Json = z.infer<typeof Json>;

/** A JSON value read back from a row of our own, typed again. Anything else is a bug of whoever wrote the row. */
export function storedJson(value: unknown): Json {
  const json = Json.safeParse(value);
  assert(json.success, () => 'a stored value is no JSON');
  return json.data;
}

/**
 * One thing wrong with one field of something a person or a file gave. A check reports all issues at once so that
 * a form can mark every field; `data` holds what the text of the code needs.
 */
export type Issue<Code extends string> = {
  readonly field: string;
  readonly code: Code;
  readonly data: Readonly<Record<string, string | number>>;
};

/** Makes an issue; a code without data gets an empty record. */
export function issue<const Code extends string>(
  field: string,
  code: Code,
  data: Readonly<Record<string, string | number>> = {},
): Issue<Code> {
  return { field, code, data };
}

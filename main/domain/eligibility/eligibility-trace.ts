/** Three-valued answer: `unknown` when a criterion asks for something nobody has answered. */
export type Answer = 'pass' | 'fail' | 'unknown';

/** What kind of criterion a reason speaks of; the renderer has a sentence for each. */
export type CriterionCode =
  | 'cmp'
  | 'exists'
  | 'count'
  | 'sum'
  | 'min'
  | 'max'
  | 'age-between'
  | 'in-area'
  | 'has-id-type'
  | 'pmt-below'
  | 'in-program';

/** One criterion's part in a decision: what was seen, what was wanted, and what was missing to tell. */
export type TraceEntry = {
  readonly rule: string;
  readonly code: CriterionCode;
  readonly answer: Answer;
  readonly seen: string | number | boolean | null;
  readonly wanted: string;
  readonly missingField?: string;
};

/** Code and wanted value of every criterion of an expression, by rule name: the part a stored trace leaves out. */
export type Criteria = ReadonlyMap<string, Pick<TraceEntry, 'code' | 'wanted'>>;

const LETTER_OF = { pass: 'p', fail: 'f', unknown: 'u' } as const;
const ANSWER_OF: ReadonlyMap<unknown, Answer> = new Map([
  ['p', 'pass'],
  ['f', 'fail'],
  ['u', 'unknown'],
]);
const LONGEST_SEEN = 24;
/** A run stores one trace per person; 50,000 of them must stay small. */
const LONGEST_TRACE_BYTES = 300;

/**
 * A trace as stored: a JSON array of `[rule, "p"|"f"|"u", seen, missing?]`, at most 300 bytes of UTF-8. Criteria
 * that passed are left out first, then the last ones; `["…", n]` says how many are not shown.
 */
export function compactTrace(trace: readonly TraceEntry[]): string {
  const rows = trace.map((entry) => ({ entry, text: JSON.stringify(compactEntry(entry)) }));
  const inOrderOfWorth = [...rows].sort((a, b) => worth(b.entry) - worth(a.entry));
  let bytes = inOrderOfWorth.reduce((total, row) => total + utf8Length(row.text) + 1, 1);
  let dropped = 0;
  while (bytes + (dropped > 0 ? 12 : 0) > LONGEST_TRACE_BYTES) {
    const row = inOrderOfWorth.pop();
    if (row === undefined) break;
    bytes -= utf8Length(row.text) + 1;
    dropped += 1;
  }
  const kept = new Set(inOrderOfWorth);
  const texts = rows.filter((row) => kept.has(row)).map((row) => row.text);
  return `[${[...texts, ...(dropped > 0 ? [JSON.stringify(['…', dropped])] : [])].join(',')}]`;
}

/** Fails and unknowns are worth more than passes: they are the reasons people ask for. */
function worth(entry: TraceEntry): number {
  return entry.answer === 'pass' ? 0 : 1;
}

function compactEntry(entry: TraceEntry): readonly (string | number | boolean | null)[] {
  const seen = typeof entry.seen === 'string' ? [...entry.seen].slice(0, LONGEST_SEEN).join('') : entry.seen;
  const row = [entry.rule, LETTER_OF[entry.answer], seen];
  return entry.missingField === undefined ? row : [...row, entry.missingField];
}

/** A stored trace made whole again by the criteria of the same version of the expression. Rows it lacks are skipped. */
export function expandTrace(
  stored: string,
  criteria: Criteria,
): { readonly trace: readonly TraceEntry[]; readonly notShown: number } {
  const rows: unknown = JSON.parse(stored);
  const lists = Array.isArray(rows)
    ? rows.filter((row): row is readonly unknown[] => Array.isArray(row))
    : [];
  const notShown = lists.find((row) => row[0] === '…')?.[1];
  return {
    trace: lists.flatMap((row) => expandEntry(row, criteria)),
    notShown: typeof notShown === 'number' ? notShown : 0,
  };
}

function expandEntry(row: readonly unknown[], criteria: Criteria): readonly TraceEntry[] {
  const [rule, letter, seen, missingField] = row;
  const answer = ANSWER_OF.get(letter);
  const criterion = typeof rule === 'string' ? criteria.get(rule) : undefined;
  if (typeof rule !== 'string' || answer === undefined || criterion === undefined) return [];
  const isPlain = typeof seen === 'string' || typeof seen === 'number' || typeof seen === 'boolean';
  const entry = { rule, ...criterion, answer, seen: isPlain ? seen : null };
  return [typeof missingField === 'string' ? { ...entry, missingField } : entry];
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

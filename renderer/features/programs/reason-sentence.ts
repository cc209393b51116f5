import type { OutputOf } from '#contract/contract';
import { type RuleData, ruleSentence } from './rule-sentence.ts';
import type { RuleWords } from './use-rule-words.ts';

export type TraceLine = OutputOf<'eligibility.explain'>['trace'][number];

/** What the rule asked for, read back from the plain text the trace carries (`income <= 500`, `18–64`, `not …`). */
export function wantedSentence(words: RuleWords, line: TraceLine): string {
  const wanted = String(line.wanted ?? '');
  const negated = wanted.startsWith('not ') && line.code !== 'cmp';
  const plain = negated ? wanted.slice('not '.length) : wanted;
  const sentence = ruleSentence(words, line.code, wantedData(line.code, plain));
  return negated ? words.t('programs:not-so', { rule: sentence }) : sentence;
}

/** What was found: "here 58", "not answered". */
export function seenText(words: RuleWords, line: TraceLine): string {
  const seen = line.seen ?? null;
  if (line.code === 'in-area' && typeof seen === 'string') return words.areas(seen);
  if (seen === null && line.answer !== 'unknown') return words.t('programs:seen-none');
  return words.value(seen, fieldOf(line));
}

/** The first reason of a list: what the rule asks and what is there, or which answer is missing. */
export function reasonSentence(words: RuleWords, line: TraceLine | null): string {
  if (line === null) return '';
  if (line.answer === 'unknown')
    return words.t('programs:reason-missing', {
      field: words.field(line.field ?? fieldOf(line) ?? line.rule),
    });
  const [rule, seen] = [wantedSentence(words, line), seenText(words, line)];
  return words.t('programs:reason-seen', { rule, seen });
}

function fieldOf(line: TraceLine): string | undefined {
  if (line.code === 'cmp') return /^(\S+) /.exec(String(line.wanted ?? ''))?.[1];
  return line.field;
}

function wantedData(code: string, wanted: string): RuleData {
  switch (code) {
    case 'cmp':
      return parts(/^(?<field>\S+) (?<op>not-in|in|!=|<=|>=|=|<|>) (?<value>.*)$/, wanted);
    case 'count':
      return parts(/^(?<op>!=|<=|>=|=|<|>) (?<value>.*)$/, wanted);
    case 'sum':
    case 'min':
    case 'max':
      return parts(/^\w+ (?<field>\S+) (?<op>!=|<=|>=|=|<|>) (?<value>.*)$/, wanted);
    case 'age-between':
      return parts(/^(?:(?<field>\S+) )?(?:>= (?<min>\d+)|(?<min2>\d+)–(?<max>\d+))$/, wanted);
    case 'exists':
      return { field: wanted };
    case 'in-area':
      return { areas: wanted };
    case 'has-id-type':
      return { types: wanted };
    case 'pmt-below':
      return { value: Number(wanted) };
    case 'in-program':
      return parts(/^(?<programId>[^:]+):/, wanted);
    default:
      return { wanted };
  }
}

/** Named groups as data; `min2` is the lower end where it stands before a dash. */
function parts(pattern: RegExp, text: string): RuleData {
  const groups = pattern.exec(text)?.groups ?? {};
  const entries = Object.entries(groups).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name === 'min2' ? 'min' : name, value]));
}

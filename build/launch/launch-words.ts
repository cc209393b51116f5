import { failureWords } from '../../main/cli/failure-words.ts';
import { reasonOf } from './launch.ts';
import type { LaunchFailure } from './launch-parts.ts';

/** Refusals only the launcher gives, each with what to do. */
const WORDS: Readonly<Record<string, string>> = {
  'launch/needs-centre':
    'Office {{office}} is not set up yet, and that needs the centre: leave out --no-centre this once.',
  'launch/centre-failed': 'The centre did not start ({{reason}}). {{detail}}',
  'launch/centre-busy': 'Another start is setting up the centre. Wait until it is done, then start again.',
  'launch/office-not-made':
    'The centre did not take part in setting up the office ({{detail}}). Start again; what is half made is made anew.',
  'launch/no-shell': 'No window can be opened: {{why}}.',
  'launch/screens-not-built': 'The screens could not be built: {{detail}}. "npm ci" puts the tools in place.',
  'host/port-taken':
    'The port is used by another program. Start with --port N and another number, or without it.',
};

/** What went wrong and what to do, for the terminal. */
export function launchWords(failure: LaunchFailure): string {
  const text = WORDS[failure.code];
  if (text === undefined) {
    const words = failureWords(failure);
    return words.startsWith('Refused:') ? `This did not work (${reasonOf(failure)}).` : words;
  }
  const data = failure.data ?? {};
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(data[name] ?? '')).trim();
}

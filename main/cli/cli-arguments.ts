import { parseArgs } from 'node:util';
import { err, ok, type Result } from '#domain/result';

/** Options by name; each command takes some of them. */
const OPTIONS = {
  json: { type: 'boolean', help: 'one JSON document on standard output, messages on standard error' },
  data: { type: 'string', help: 'DIR: data folder; TAWI_DATA, else .tawi beside package.json' },
  office: { type: 'string', help: 'A or B: which office of the data folder (A)' },
  user: { type: 'string', help: 'NAME: who signs in; in practice mode chosen by role' },
  'pin-file': { type: 'string', help: 'FILE: file or descriptor with the PIN; in practice mode not needed' },
  'passphrase-file': {
    type: 'string',
    help: 'FILE: PC passphrase, where no key store of the system answers',
  },
  check: { type: 'boolean', help: 'look only, import nothing' },
  'with-duplicates': { type: 'boolean', help: 'import also rows that look like people already here' },
  centre: { type: 'string', help: 'URL of the centre' },
  code: { type: 'string', help: 'CODE: enrolment code of this PC, from the centre' },
  label: { type: 'string', help: 'NAME: what people call this PC' },
  language: { type: 'string', help: 'en, fr or ar' },
  activation: { type: 'string', help: 'CODE: activation code of the first person' },
} as const;
export type OptionName = keyof typeof OPTIONS;
export type OptionValues = {
  readonly [N in OptionName]?: (typeof OPTIONS)[N]['type'] extends 'boolean' ? boolean : string;
};

/** How a command is called. `words` name it: `voucher inspect`. */
export type CommandShape = {
  readonly words: readonly string[];
  /** Names of what must follow, e.g. `<file>`. */
  readonly takes: readonly string[];
  readonly options: readonly OptionName[];
  readonly required?: readonly OptionName[];
  readonly about: string;
};
export type Called<S extends CommandShape> = {
  readonly command: S;
  readonly given: readonly string[];
  readonly options: OptionValues;
};
/** Wrong usage: what is wrong, and how it is written. */
export type WrongUsage = {
  readonly code: 'cli/usage';
  readonly message: string;
  readonly usage: readonly string[];
};

/** Options every command takes. */
const ALWAYS: readonly OptionName[] = ['json', 'data', 'office', 'passphrase-file'];

/** Finds the command and reads its options. Nothing is guessed: what a command does not take is wrong usage. */
export function readArguments<S extends CommandShape>(
  words: readonly string[],
  commands: readonly S[],
): Result<Called<S>, WrongUsage> {
  const command = commands.find((candidate) => candidate.words.every((word, at) => words[at] === word));
  if (command === undefined) return err(unknownCommand(words, commands));
  const usage = [usageOf(command), ...optionLines(command)];
  const names = [...ALWAYS, ...command.options];
  const parsed = parse(words.slice(command.words.length), names);
  if (!parsed.ok) return err(wrong(parsed.error.message, usage));
  const { positionals: given, values: options } = parsed.value;
  if (given.length !== command.takes.length || given.includes('')) {
    const wanted = command.takes.length === 0 ? 'nothing after it' : command.takes.join(' ');
    return err(wrong(`"${command.words.join(' ')}" takes ${wanted}.`, usage));
  }
  const missing = (command.required ?? []).find((name) => (options[name] ?? '') === '');
  if (missing !== undefined) return err(wrong(`--${missing} is needed.`, usage));
  return ok({ command, given, options });
}

/** All commands, for `--help` and for a word that is none. */
export function usageLines(commands: readonly CommandShape[]): readonly string[] {
  return ['Usage:', ...commands.map((command) => `${usageOf(command)}\n      ${command.about}`)];
}

export function isHelp(words: readonly string[]): boolean {
  return words[0] === 'help' || words.includes('--help') || words.includes('-h');
}

function unknownCommand(words: readonly string[], commands: readonly CommandShape[]): WrongUsage {
  const message = words.length === 0 ? 'A command is needed.' : `"${words[0] ?? ''}" is no command.`;
  return wrong(message, usageLines(commands));
}

const wrong = (message: string, usage: readonly string[] = []): WrongUsage => ({
  code: 'cli/usage',
  message,
  usage,
});

function usageOf(command: CommandShape): string {
  const required = (command.required ?? []).map((name) => `--${name} …`);
  return ['  tawi', ...command.words, ...command.takes, ...required, '[options]'].join(' ');
}

function optionLines(command: CommandShape): readonly string[] {
  return [...command.options, ...ALWAYS].map((name) => `      --${name.padEnd(16)} ${OPTIONS[name].help}`);
}

type Parsed = { readonly positionals: readonly string[]; readonly values: OptionValues };

function parse(words: readonly string[], names: readonly OptionName[]): Result<Parsed, WrongUsage> {
  const options = Object.fromEntries(names.map((name) => [name, { type: OPTIONS[name].type }]));
  try {
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options });
    // A codec's cast: the table above decides which option is a text and which a switch.
    return ok({ positionals, values: { ...values } as OptionValues });
  } catch (error) {
    // `parseArgs` throws a TypeError whose first sentence names the word.
    if (error instanceof TypeError) return err(wrong(error.message.split('. ')[0] ?? 'This cannot be read.'));
    throw error;
  }
}

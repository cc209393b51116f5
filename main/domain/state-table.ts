import { err, ok, type Result } from './result.ts';

/** What may happen next: for each state, the commands it takes and the state each leads to. */
export type StateTable<State extends string, Command extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Command, State>>>>
>;

/** The command does not fit the state. The screen offers only what the table allows; this answers everyone else. */
export type StepRefused = {
  readonly code: 'state/not-allowed';
  readonly entity: string;
  readonly from: string;
  readonly command: string;
};

/** The state a command leads to, or `state/not-allowed` naming both. `entity` is the word for the message. */
export function nextState<State extends string, Command extends string>(
  entity: string,
  table: StateTable<State, Command>,
  from: State,
  command: Command,
): Result<State, StepRefused> {
  const to = table[from][command];
  return to === undefined ? err({ code: 'state/not-allowed', entity, from, command }) : ok(to);
}

/** The commands a state takes, among `commands`, in that order: what buttons and the server's check read. */
export function allowedCommands<State extends string, Command extends string>(
  table: StateTable<State, Command>,
  from: State,
  commands: readonly Command[],
): readonly Command[] {
  return commands.filter((command) => table[from][command] !== undefined);
}

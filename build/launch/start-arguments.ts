import { parseArgs } from 'node:util';
import { err, ok, type Result } from '#domain/result';

export type StartRequest = {
  readonly office: 'A' | 'B';
  /** Of the browser host; 0 = any free one. */
  readonly port: number;
  /** Of the centre, the first time; undefined = the usual one. */
  readonly centrePort: number | undefined;
  /** Data folder as given; undefined = the usual one. */
  readonly data: string | undefined;
  readonly withCentre: boolean;
};
export type WrongStart = { readonly code: 'launch/usage'; readonly message: string };

export const START_USAGE =
  'npm start [-- --office A|B] [--port N] [--centre-port N] [--data DIR] [--no-centre]';

/** Reads the launcher's arguments. Nothing is guessed. */
export function readStartArguments(words: readonly string[]): Result<StartRequest, WrongStart> {
  const parsed = parse(words);
  if (!parsed.ok) return parsed;
  const { office: wanted = 'A', data, ...values } = parsed.value;
  const office = (['A', 'B'] as const).find((key) => key === wanted.toUpperCase());
  if (office === undefined) return wrong(`--office is A or B, not "${wanted}".`);
  const port = portOf(values.port);
  const centrePort = portOf(values['centre-port']);
  if (port === 'bad' || centrePort === 'bad') return wrong('A port is a number from 0 to 65535.');
  return ok({ office, port: port ?? 0, centrePort, data, withCentre: values['no-centre'] !== true });
}

function parse(words: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        office: { type: 'string' },
        port: { type: 'string' },
        'centre-port': { type: 'string' },
        data: { type: 'string' },
        'no-centre': { type: 'boolean' },
      },
    });
    return ok(values);
  } catch (error) {
    // `parseArgs` throws a TypeError whose first sentence names the word it does not know.
    if (error instanceof TypeError) return wrong(error.message.split('. ')[0] ?? '');
    throw error;
  }
}

function portOf(text: string | undefined): number | undefined | 'bad' {
  if (text === undefined) return undefined;
  const port = Number(text);
  return /^\d+$/.test(text) && port <= 65_535 ? port : 'bad';
}

function wrong(message: string): Result<never, WrongStart> {
  return err({ code: 'launch/usage', message: `${message}\nUsage: ${START_USAGE}` });
}

import type { CliCommand } from '../cli-command.ts';
import { withPerson } from '../desk.ts';
import { done, refused } from '../outcome.ts';

/** `tawi sync`: one round with the centre. Refused (exit 1) when the centre was not reached. */
export const syncNow: CliCommand = {
  words: ['sync'],
  takes: [],
  options: ['user', 'pin-file'],
  about: 'Sends what waits and fetches what is new.',
  run: async (world) => {
    const round = await withPerson(world, 'sync.run', ({ client }) => client.call('sync.now', {}));
    if (!round.ok) return refused(round.error);
    const { reached, sent, fetched, refused: notAccepted, waiting, errorCode, tookMs } = round.value;
    const json = { reached, sent, fetched, refused: notAccepted, waiting, errorCode, tookMs };
    if (!reached) {
      return refused(
        { code: 'cli/centre-not-reached', data: { reason: errorCode ?? 'no answer' } },
        { json },
      );
    }
    return done(json, [
      `Sent ${sent}, fetched ${fetched} rows, ${waiting} still waiting, ${notAccepted} not accepted; ${tookMs} ms.`,
    ]);
  },
};

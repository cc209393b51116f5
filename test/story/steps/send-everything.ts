import { allowed, holds, same } from '../expect-story.ts';
import type { StoryDesk } from '../story-desk.ts';
import { officerOf } from './import-people.ts';

/** With the centre away a round fails in a plain way and everything stays queued. */
export async function checkCentreAway(desk: StoryDesk): Promise<number> {
  const officer = await desk.as(officerOf(desk));
  const round = allowed(await officer.call('sync.now', {}), 'a round without a centre');
  same([round.reached, round.sent], [false, 0], 'reached, sent');
  return round.waiting;
}

/** Rounds until nothing waits: each takes as much as it takes, none may be refused. Gives what was sent. */
export async function sendEverything(desk: StoryDesk): Promise<number> {
  const officer = await desk.as(officerOf(desk));
  let sent = 0;
  for (let round = 1; round <= 20; round += 1) {
    const done = allowed(await officer.call('sync.now', {}), 'a round with the centre');
    same([done.reached, done.errorCode], [true, null], 'reached, error');
    sent += done.sent;
    if (done.refused > 0) await sayRefused(desk);
    if (done.waiting === 0 && done.sent === 0 && done.fetched === 0) {
      await checkNothingOnlyHere(desk);
      return sent;
    }
  }
  holds(false, 'twenty rounds were enough');
  return sent;
}

/** Documents too are at the centre, and no payment exists only on this PC. */
async function checkNothingOnlyHere(desk: StoryDesk): Promise<void> {
  const officer = await desk.as(officerOf(desk));
  const { waiting, refused, onlyHere, lanes } = allowed(
    await officer.call('sync.status', {}),
    'the state of sync',
  );
  same(
    { waiting, refused, ...onlyHere, lanes: lanes.map((lane) => lane.waiting) },
    { waiting: 0, refused: 0, redemptions: 0, amountMinor: 0, lanes: [0, 0, 0] },
    'what is not at the centre',
  );
}

async function sayRefused(desk: StoryDesk): Promise<never> {
  const officer = await desk.as(officerOf(desk));
  const { items } = allowed(await officer.call('sync.items', { state: 'refused' }), 'what was not accepted');
  const list = items.map(({ action, code, data }) => `${action} ${code ?? ''} ${JSON.stringify(data ?? {})}`);
  throw new Error(`the centre did not accept: ${list.slice(0, 5).join('; ')}`);
}

import { practiceIds } from '#db/seed/practice-ids';
import { type PracticeOfficeKey, practiceOfficeUsers } from '#db/seed/practice-users';
import { assert } from '#domain/invariant';
import { type CoreClient, createCoreClient } from '../../../main/cli/core-client.ts';
import { present } from '../../story/expect-story.ts';
import type { StoryDesk } from '../../story/story-desk.ts';
import type { StoryWorld } from '../../story/story-world.ts';
import type { PracticeWorld } from './practice-world.ts';

/**
 * The world as the headless story sees it, so that its comparisons of both sides serve here too. It looks into the cores
 * over windows of its own, past the screens.
 */
export function storyViewOf(world: PracticeWorld): StoryWorld {
  const { centre, offices } = world;
  const startCentre = async () => {
    await centre.start();
    return present(centre.running(), 'the centre');
  };
  return {
    folder: world.folder,
    programId: practiceIds.program,
    centre: centre.running,
    cutCentre: centre.stop,
    startCentre,
    desk: (office) => deskOf(world, office),
    restart: async () => {
      await Promise.all([offices.A.close(), offices.B.close()]);
      await centre.stop();
      await centre.start();
      await Promise.all([offices.A.open(), offices.B.open()]);
    },
    remove: world.stop,
  };
}

function deskOf({ offices }: PracticeWorld, office: PracticeOfficeKey): StoryDesk {
  const core = offices[office].core();
  const person: StoryDesk['person'] = (login) => {
    const user = present(
      practiceOfficeUsers[office].find((known) => known.login === login),
      login,
    );
    const { displayName, roles, pin } = user;
    return { userId: practiceIds.user(login), login, displayName, roles, pin };
  };
  const as = async (login: string): Promise<CoreClient> => {
    const client = createCoreClient(core, login);
    const { userId, pin } = person(login);
    const signedIn = await client.call('session.unlock', { userId, pin });
    assert(signedIn.ok, () => `${login} could not sign in`);
    return client;
  };
  return { office, core, as, person, stop: offices[office].close };
}

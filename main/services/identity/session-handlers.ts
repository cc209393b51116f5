import { ok } from '#domain/result';
import { type HandlerTable, handleCommand, handleFree, handleQuery } from '#host/handlers';
import type { OfficeDoor } from '#host/office-door';
import { describeMe } from './describe-me.ts';

/** Signing in and out. What happens behind the door (keys, the database) is the composition root's. */
export function sessionHandlers(door: OfficeDoor) {
  return {
    'session.state': handleFree('session.state', {
      run: async (_input, { channel }) => ok(await door.state(channel)),
    }),
    'session.unlock': handleFree('session.unlock', {
      run: async ({ userId, pin }, { channel }) => {
        const signedIn = await door.unlock(channel, userId, pin);
        if (!signedIn.ok) return signedIn;
        const { actor, office } = signedIn.value;
        return ok(office.store.read((tx) => describeMe(tx, actor, office.context, door.language())));
      },
      audit: ({ userId }, me) => ({ actorNo: me?.userNo ?? 0, object: userId }),
    }),
    'session.activate': handleFree('session.activate', {
      run: async (request, { channel }) => {
        const signedIn = await door.activate(channel, request);
        if (!signedIn.ok) return signedIn;
        const { actor, office } = signedIn.value;
        return ok(office.store.read((tx) => describeMe(tx, actor, office.context, door.language())));
      },
      audit: ({ userId }, me) => ({ actorNo: me?.userNo ?? 0, object: userId }),
    }),
    'session.me': handleQuery('session.me', {
      run: (tx, _input, ctx) => ok(describeMe(tx, ctx.actor, ctx, door.language())),
    }),
    'session.lock': handleCommand('session.lock', {
      run: () => ok({ locked: true }),
      after: (_output, { channel }) => door.lock(channel),
    }),
    'session.setLanguage': handleFree('session.setLanguage', {
      run: async ({ language }) =>
        (await door.setLanguage(language))
          ? ok({ language })
          : { ok: false, error: { code: 'session/unknown-language' } },
    }),
  } satisfies Partial<HandlerTable>;
}

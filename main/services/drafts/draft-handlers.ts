import { utf8Encode } from '#domain/codec/utf8';
import { err, ok } from '#domain/result';
import { type HandlerTable, handleCommand, handleQuery } from '#host/handlers';
import { storedJson } from '#host/stored-json';

/** A household of forty with every question answered stays below a tenth of this. */
const MAX_BODY_BYTES = 200_000;

/** Entries under way, kept for the person who began them; seen by nobody else and never sent. */
export function draftHandlers() {
  return {
    'drafts.save': handleCommand('drafts.save', {
      run: (tx, { draftId, kind, title, body }, { actor, clock }) => {
        const sizeBytes = utf8Encode(JSON.stringify(body)).length;
        if (sizeBytes > MAX_BODY_BYTES)
          return err({ code: 'drafts/too-large', data: { sizeBytes, maxBytes: MAX_BODY_BYTES } });
        const savedAt = new Date(clock.correctedMs()).toISOString();
        const saved = tx.office.drafts.save({ draftId, userId: actor.userId, kind, title, body, savedAt });
        // The id of somebody else's draft: ids are random, so this is no accident.
        return saved ? ok({ savedAt }) : err({ code: 'host/not-allowed' });
      },
      auditObject: ({ draftId }) => draftId,
    }),
    'drafts.list': handleQuery('drafts.list', {
      run: (tx, _input, { actor }) =>
        ok({
          drafts: tx.office.drafts
            .list(actor.userId)
            .map(({ draftId, kind, title, savedAt }) => ({ draftId, kind, title, savedAt })),
        }),
    }),
    'drafts.get': handleQuery('drafts.get', {
      run: (tx, { draftId }, { actor }) => {
        const draft = tx.office.drafts.get(actor.userId, draftId);
        if (draft === undefined) return err({ code: 'drafts/not-found' });
        return ok({ draftId, title: draft.title, savedAt: draft.savedAt, body: storedJson(draft.body) });
      },
    }),
    'drafts.discard': handleCommand('drafts.discard', {
      run: (tx, { draftId }, { actor }) => ok({ discarded: tx.office.drafts.discard(actor.userId, draftId) }),
      auditObject: ({ draftId }) => draftId,
    }),
  } satisfies Partial<HandlerTable>;
}

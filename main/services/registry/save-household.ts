import type { Failure, ParsedOf } from '#contract/contract';
import { err, ok, type Result } from '#domain/result';
import { type HandlerTable, handlePrepared, handleQuery } from '#host/handlers';
import type { ReadTx } from '#ports/store';
import { dropUploads, sealUploads } from '../documents/attach-documents.ts';
import { type CheckedHousehold, checkInput, type FieldIssue } from './check-input.ts';
import { previewPrograms } from './preview-programs.ts';
import { recordHousehold } from './record-household.ts';
import { checkSameIdentifiers } from './same-identifier.ts';

type SaveInput = ParsedOf<'registry.saveHousehold'>;
type SaveRefusal = Failure<'registry/not-complete' | 'registry/consent-missing' | 'registry/unknown-area'>;

/** Checking a household while it is typed, and registering it. */
export function saveHouseholdHandlers() {
  return {
    'registry.checkHousehold': handleQuery('registry.checkHousehold', {
      run: (tx, { household }, ctx) => {
        const checked = checkInput(tx, household, ctx);
        return ok({ issues: [...checked.issues], ...previewPrograms(tx, household, checked, ctx) });
      },
    }),
    'registry.saveHousehold': handlePrepared('registry.saveHousehold', {
      // A form that is refused anyway must not leave encrypted files of nobody behind.
      prepare: async (input, ctx) => {
        const ready = ctx.read((tx) => refusalOf(input, checkInput(tx, input.household, ctx), tx));
        return ready.ok ? sealUploads(input.household.documents, ctx) : ready;
      },
      run: (tx, input, ctx, sealed) => {
        const { household, duplicateDecisions: decisions, draftId } = input;
        const checked = checkInput(tx, household, ctx);
        const ready = refusalOf(input, checked, tx);
        if (!ready.ok) return ready;
        const identifiers = checkSameIdentifiers(tx, checked.members, decisions, ctx.actor);
        if (!identifiers.ok) return identifiers;
        const { score, band } = previewPrograms(tx, household, checked, ctx);
        const uploads = sealed.map((upload, at) => ({
          sealed: upload,
          memberIndex: household.documents[at]?.memberIndex ?? -1,
        }));
        const recorded = recordHousehold(tx, { input: household, checked, uploads, decisions }, ctx);
        if (draftId !== null) tx.office.drafts.discard(ctx.actor.userId, draftId);
        return ok({ ...recorded, score, band });
      },
      after: (_output, ctx, { household }) => dropUploads(household.documents, ctx),
      auditObject: (_input, output) => output?.groupId ?? '',
    }),
  } satisfies Partial<HandlerTable>;
}

/** Why a household cannot be saved as it is; every fault is in the data of the answer. */
function refusalOf(
  { household, duplicateDecisions }: SaveInput,
  checked: CheckedHousehold,
  tx: ReadTx,
): Result<void, SaveRefusal> {
  if (household.consent === null) return err({ code: 'registry/consent-missing' });
  const issues: readonly FieldIssue[] = [
    ...checked.issues,
    ...duplicateDecisions.flatMap(({ registrantId, memberIndex }, at) => {
      const isKnown =
        tx.rows.get('registrant', registrantId) !== undefined && memberIndex in household.members;
      return isKnown ? [] : [{ field: `duplicateDecisions.${at}`, code: 'registry/not-found' }];
    }),
    ...household.documents.flatMap(({ memberIndex }, at) =>
      memberIndex === -1 || memberIndex in household.members
        ? []
        : [{ field: `documents.${at}`, code: 'registry/not-found' }],
    ),
  ];
  if (issues.some(({ code }) => code === 'registry/unknown-area'))
    return err({ code: 'registry/unknown-area' });
  return issues.length > 0 ? err({ code: 'registry/not-complete', data: { issues } }) : ok(undefined);
}

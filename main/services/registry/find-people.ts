import { RELATIONSHIPS } from '#domain/registry/household';
import { ok } from '#domain/result';
import { type HandlerTable, handleQuery } from '#host/handlers';
import { storedJson } from '#host/stored-json';
import { readAreas } from './area-tree.ts';
import { toPersonRows } from './person-row.ts';
import { readPhoneDefaults, readPolicy } from './read-policy.ts';
import { REVEAL_REASONS } from './reveal-value.ts';

/** What forms choose from, the search box and the lists of people. */
export function findPeopleHandlers() {
  return {
    'registry.options': handleQuery('registry.options', {
      run: (tx, _input, { office }) => {
        const { areas, isOfOffice } = readAreas(tx, office);
        const policy = tx.rows.all('tenantPolicy')[0];
        return ok({
          areas: areas.filter(({ areaId }) => isOfOffice(areaId)).map((area) => ({ ...area })),
          identifierTypes: readPolicy(tx).idTypes.map(({ code, name, pattern }) => ({
            code,
            name,
            pattern: pattern === '' ? null : pattern,
          })),
          questionPack: storedJson(policy?.questionPack ?? null),
          consent: storedJson(policy?.consentText ?? null),
          relationships: [...RELATIONSHIPS],
          revealReasons: [...REVEAL_REASONS],
        });
      },
    }),
    'registry.search': handleQuery('registry.search', {
      run: (tx, { text, limit, kind }, { clock }) => {
        const { callingCode } = readPhoneDefaults(tx);
        const { rows, more } = tx.registry.search({ text, limit, kind, callingCode });
        return ok({ rows: toPersonRows(tx, rows, clock.today()), more });
      },
    }),
    'registry.list': handleQuery('registry.list', {
      run: (tx, { kind, areaId, mark, cursor, limit }, { clock }) => {
        const { rows, hasMore, total } = tx.registry.list({ kind, areaId, mark, afterId: cursor, limit });
        const next = hasMore ? (rows.at(-1)?.registrantId ?? null) : null;
        return ok({ rows: toPersonRows(tx, rows, clock.today()), next, total });
      },
    }),
  } satisfies Partial<HandlerTable>;
}

import { putEligibilityResult } from '#db/sqlite/local/eligibility.sql';
import * as rules from '#db/sqlite/queries/registry-rules.sql';
import type { RawSqlite } from './raw-sqlite.ts';

/** Rows of one page and of one transaction, as the run itself takes them. */
const PAGE = 200;

type Stored = {
  readonly registrant_id: string;
  readonly answer: string;
  readonly score: number | null;
  readonly trace: string;
  readonly inputs_sha256: string;
  readonly run_id: string;
};

/** Reads every individual with household, members, identifiers and enrolments, and stores the answers of the last run again. */
export function replayEligibility(database: RawSqlite, programId: string): number {
  const stored = new Map(
    database
      .prepare<[string], Stored>(
        'SELECT registrant_id, answer, score, trace, inputs_sha256, run_id FROM eligibility_result WHERE program_id = ?',
      )
      .all(programId)
      .map((row) => [row.registrant_id, row]),
  );
  const page = database.prepare<unknown[], { registrantId: string }>(rules.selectTargetPage);
  const groupsOf = database.prepare<unknown[], { groupId: string }>(rules.selectGroupsOf);
  const [groups, members, idTypes, enrolments] = [
    rules.selectGroups,
    rules.selectMembers,
    rules.selectIdTypes,
    rules.selectEnrolments,
  ].map((sql) => database.prepare<unknown[], { registrantId: string }>(sql));
  const put = database.prepare(putEligibilityResult);
  const putAll = database.transaction((ids: readonly string[]) => {
    for (const id of ids) {
      const row = stored.get(id);
      if (row !== undefined)
        put.run(programId, id, row.answer, row.score, row.trace, row.inputs_sha256, row.run_id);
    }
  });
  const from = performance.now();
  for (let afterId = ''; ; ) {
    const ids = page.all(afterId, 'individual', PAGE).map(({ registrantId }) => registrantId);
    if (ids.length === 0) return performance.now() - from;
    const list = JSON.stringify(ids);
    const groupIds = JSON.stringify([...new Set(groupsOf.all(list).map(({ groupId }) => groupId))]);
    groups?.all(groupIds);
    const found = members?.all(groupIds) ?? [];
    idTypes?.all(JSON.stringify([...new Set([...ids, ...found.map(({ registrantId }) => registrantId)])]));
    enrolments?.all(list);
    putAll.immediate(ids);
    afterId = ids.at(-1) ?? '';
  }
}

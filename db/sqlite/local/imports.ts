import { and, count, eq, gt, inArray } from 'drizzle-orm';
import type { ImportIssue, ImportReads, ImportRowState, ImportWrites } from '#ports/job-store';
import type { ReadTx } from '../open.ts';
import { importBatch, importRow } from '../schema/office-tables.ts';
import { countImportIssues, putImportRow, selectImportIssues } from './imports.sql.ts';

const NONE: Readonly<Record<ImportRowState, number>> = {
  ready: 0,
  warning: 0,
  duplicate: 0,
  already: 0,
  refused: 0,
  blank: 0,
  imported: 0,
};

/** Checked import files, row by row, before and while people are made of them. */
export function createImports(database: ReadTx): ImportReads & ImportWrites {
  return { ...createReads(database), ...createWrites(database) };
}

function createReads(database: ReadTx): ImportReads {
  const { rowNo, state, body, issues, registrantId } = importRow;
  const client = database.$client;
  const issueRows = client.prepare<[string, number], { rowNo: number; issue: string }>(selectImportIssues);
  const issueCount = client.prepare<[string], number>(countImportIssues).pluck();
  return {
    get: (batchId) => database.select().from(importBatch).where(eq(importBatch.batchId, batchId)).get(),
    counts: (batchId) => {
      const rows = database
        .select({ state, n: count() })
        .from(importRow)
        .where(eq(importRow.batchId, batchId))
        .groupBy(state)
        .all();
      return { ...NONE, ...Object.fromEntries(rows.map((row) => [row.state, row.n])) };
    },
    rows: (batchId, query) =>
      database
        .select({ rowNo, state, body, issues, registrantId })
        .from(importRow)
        .where(
          and(eq(importRow.batchId, batchId), inArray(state, [...query.states]), gt(rowNo, query.afterRowNo)),
        )
        .orderBy(rowNo)
        .limit(query.limit)
        .all(),
    issues: (batchId, limit) => {
      const found = issueRows.all(batchId, limit).map((row): ImportIssue & { readonly rowNo: number } => ({
        rowNo: row.rowNo,
        ...JSON.parse(row.issue),
      }));
      return { issues: found, more: (issueCount.get(batchId) ?? 0) - found.length };
    },
  };
}

function createWrites(database: ReadTx): ImportWrites {
  const put = database.$client.prepare(putImportRow);
  return {
    create: (batch) => {
      database.insert(importBatch).values(batch).run();
    },
    change: (batchId, change) => {
      database.update(importBatch).set(change).where(eq(importBatch.batchId, batchId)).run();
    },
    putRows: (batchId, rows) => {
      for (const { rowNo, state, body, issues, registrantId } of rows) {
        const text = body === null || body === undefined ? null : JSON.stringify(body);
        put.run(batchId, rowNo, state, text, JSON.stringify(issues), registrantId);
      }
    },
    remove: (batchId) =>
      database.delete(importBatch).where(eq(importBatch.batchId, batchId)).run().changes > 0,
  };
}

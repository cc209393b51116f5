import type { OutputOf } from '#contract/contract';
import { allowed, holds, same } from '../expect-story.ts';
import type { StoryDesk } from '../story-desk.ts';

export type ImportCounts = OutputOf<'import.result'>['counts'];

/** Checks a file and takes in what can be taken without a person deciding. */
export async function importFile(
  desk: StoryDesk,
  name: string,
  bytes: Uint8Array,
): Promise<OutputOf<'import.result'>> {
  const officer = await desk.as(officerOf(desk));
  const kept = desk.core.files.upload(officerOf(desk), { name, mime: 'text/csv', bytes });
  if (!kept.ok) return allowed(kept, 'handing over the file');
  const { jobId } = allowed(await officer.call('import.check', { ticket: kept.ticket }), 'checking the file');
  allowed(await officer.job(jobId), 'the check of the file');
  const checked = allowed(await officer.call('import.result', { jobId }), 'the result of the check');
  same(checked.error, null, 'fault of the file');
  const run = allowed(await officer.call('import.run', { jobId }), 'importing');
  allowed(await officer.job(run.jobId), 'the import');
  return allowed(await officer.call('import.result', { jobId }), 'the result of the import');
}

/** The first import of the sample: everybody but the planted duplicates and who looks like somebody already here. */
export function checkFirstImport({ counts }: { readonly counts: ImportCounts }, rows: number): void {
  same([counts.rows, counts.refused, counts.already], [rows, 0, 0], 'rows, refused, here already');
  holds(counts.duplicate >= 6, `the six planted duplicates are found (${counts.duplicate})`);
  same(counts.imported, rows - counts.duplicate, 'imported');
}

/** The same file again: everybody taken before is known, nobody is added. */
export function checkSecondImport(
  { counts }: { readonly counts: ImportCounts },
  first: { readonly counts: ImportCounts },
): void {
  same([counts.imported, counts.already], [0, first.counts.imported], 'imported now, here already');
}

export function officerOf({ office }: StoryDesk): string {
  return office === 'A' ? 'officer' : 'officer-b';
}

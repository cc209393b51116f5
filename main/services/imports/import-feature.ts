import type { TableReader } from '#ports/table-reader';
import type { Feature } from '../feature.ts';
import { importCheckJob } from './check-job.ts';
import { importHandlers } from './import-handlers.ts';
import { importRunJob } from './run-job.ts';

/** Files of people. `tables` reads spreadsheets outside the core's own thread. */
export const importFeature = ({ tables }: { readonly tables: TableReader }) => {
  const checkJob = importCheckJob(tables);
  return { handlers: importHandlers(checkJob, tables), jobKinds: [checkJob, importRunJob] } satisfies Feature;
};

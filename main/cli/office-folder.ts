import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout, or the folder a bundle stands in. */
export const programRoot = fileURLToPath(new URL('../../', import.meta.url));

/** The data folder: given, else `TAWI_DATA`, else `.tawi` beside package.json; never relative to where one happens to be. */
export function dataFolderOf(
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const named = [given, env['TAWI_DATA']].find((text) => text !== undefined && text !== '');
  return named === undefined ? join(programRoot, '.tawi') : resolve(named);
}

/** One office's part of the data folder; a folder that holds an enrolment is the office's own (an installed PC). */
export function officeFolderOf(dataFolder: string, office: string): string {
  return isEnrolled(dataFolder) ? dataFolder : join(dataFolder, `office-${office.toLowerCase()}`);
}

/** The centre's part of the data folder, where `npm start` runs one. */
export function centreFolderOf(dataFolder: string): string {
  return join(dataFolder, 'centre');
}

/** Whether this folder belongs to an enrolled PC. */
export function isEnrolled(officeFolder: string): boolean {
  return existsSync(join(officeFolder, 'enrolment.json'));
}

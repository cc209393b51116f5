import { isEnrolled } from '../../../main/cli/office-folder.ts';
import { readPracticeFile } from '../../../main/cli/practice-file.ts';
import { openDataFolder } from '../../../main/core/data-folder.ts';
import { readEnrolment, writeEnrolment } from '../../../main/core/enrolment-file.ts';
import type { OfficeState } from '../launch-parts.ts';

/** Says what an office's folder holds, from its files alone. */
export function officeStateOf(officeFolder: string): OfficeState {
  const practice = readPracticeFile(officeFolder);
  if (practice?.complete === true) {
    return { kind: 'practice', people: practice.people, centreUrl: centreUrlOf(officeFolder) };
  }
  if (practice !== undefined) return { kind: 'unfinished' };
  return isEnrolled(officeFolder) ? { kind: 'real' } : { kind: 'none' };
}

/** Tells a closed office that its centre has another address. */
export async function moveCentre(officeFolder: string, centreUrl: string): Promise<void> {
  const { enrolment } = openDataFolder(officeFolder);
  const known = readEnrolment(enrolment);
  if (known.ok && known.value !== undefined) await writeEnrolment(enrolment, { ...known.value, centreUrl });
}

function centreUrlOf(officeFolder: string): string {
  const known = readEnrolment(openDataFolder(officeFolder).enrolment);
  return known.ok ? (known.value?.centreUrl ?? '') : '';
}

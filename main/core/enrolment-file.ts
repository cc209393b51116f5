import { existsSync } from 'node:fs';
import { err, ok, type Result } from '#domain/result';
import { writeFileAtomic } from '#host/adapters/write-file-atomic';
import type { OfficeIdentity } from '#host/office-context';
import { EnrolReply, type EnrolReplyBody } from '#sync/protocol/wire';
import { readJsonFile, textMember } from './json-file.ts';

/** What this PC was told when it was enrolled. No secret: the office key in it is sealed to this device's key. */
export type Enrolment = {
  readonly centreUrl: string;
  readonly label: string;
  readonly language: string;
  readonly reply: EnrolReplyBody;
};

/** The enrolment, undefined before there is one, an error when the file was damaged: it must not look like a new PC. */
export function readEnrolment(
  file: string,
): Result<Enrolment | undefined, { readonly code: 'setup/enrolment-unreadable' }> {
  if (!existsSync(file)) return ok(undefined);
  const content = readJsonFile(file);
  const [centreUrl, label, language] = ['centreUrl', 'label', 'language'].map((name) =>
    textMember(content, name),
  );
  const stored =
    typeof content === 'object' && content !== null && 'reply' in content ? content.reply : undefined;
  const reply = EnrolReply.safeParse(stored);
  if (centreUrl === undefined || label === undefined || language === undefined || !reply.success)
    return err({ code: 'setup/enrolment-unreadable' });
  return ok({ centreUrl, label, language, reply: reply.data });
}

export async function writeEnrolment(file: string, enrolment: Enrolment): Promise<void> {
  await writeFileAtomic(file, `${JSON.stringify({ format: 1, ...enrolment }, null, 1)}\n`);
}

/** The office as handlers see it. */
export function identityOf({ reply, centreUrl }: Enrolment): OfficeIdentity {
  const { tenantId, officeId, officeNo, officeCode, officeName, deviceId, deviceNo, incarnation } = reply;
  return { tenantId, officeId, officeNo, officeCode, officeName, deviceId, deviceNo, incarnation, centreUrl };
}

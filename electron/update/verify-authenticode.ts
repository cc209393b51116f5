import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Asks Windows for a file's signature: `{"Status":0,"Path":…,"Subject":…}` as text. */
export type AskWindows = (file: string) => Promise<string>;

/**
 * electron-updater's own check passes what it could not check (no PowerShell, no publisher). This one fails closed:
 * null only when Windows calls the signature valid and the signer is exactly ours; else why not.
 */
export function createSignatureCheck(publisher: string, ask: AskWindows) {
  return async (_names: readonly string[], file: string): Promise<string | null> => {
    if (publisher === '') return 'this build names no publisher';
    try {
      return judgeSignature(await ask(file), file, publisher);
    } catch (error) {
      return `the signature could not be read: ${error instanceof Error ? error.message : 'unknown'}`;
    }
  };
}

function judgeSignature(text: string, file: string, publisher: string): string | null {
  const found: unknown = JSON.parse(text);
  if (typeof found !== 'object' || found === null) return 'no answer';
  const answer = new Map(Object.entries(found));
  if (answer.get('Status') !== 0) return 'Windows does not call the signature valid';
  if (answer.get('Path') !== file) return 'the answer is about another file';
  return answer.get('Subject') === publisher ? null : 'signed by somebody else';
}

const SCRIPT = [
  '$s = Get-AuthenticodeSignature -LiteralPath $env:TAWI_UPDATE_FILE',
  '@{ Status = [int]$s.Status; Path = $s.Path; Subject = $s.SignerCertificate.Subject } | ConvertTo-Json -Compress',
].join('; ');

/** Windows PowerShell by its full path; the file's name travels as a variable, so it cannot become a command. */
export const askPowerShell: AskWindows = async (file) => {
  const root = process.env['SystemRoot'] ?? 'C:\\Windows';
  const program = join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const { stdout } = await promisify(execFile)(
    program,
    ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Restricted', '-Command', SCRIPT],
    { timeout: 30_000, windowsHide: true, env: { SystemRoot: root, TAWI_UPDATE_FILE: file } },
  );
  return stdout;
};

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { generateRolePasswords, type RolePasswords } from '#db/postgres/roles';

const Passwords = z.strictObject({ migrator: z.string().min(16), app: z.string().min(16) });

/**
 * Passwords of the two database roles: from `CENTRE_ROLE_PASSWORDS` (the file's JSON, for instances that share a
 * database), else made once and kept in the data folder with mode 0600.
 */
export function loadRolePasswords(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
): RolePasswords {
  const given = env['CENTRE_ROLE_PASSWORDS'] ?? '';
  if (given !== '') return Passwords.parse(JSON.parse(given));
  const file = join(dataDir, 'postgres-roles.json');
  if (existsSync(file)) return Passwords.parse(JSON.parse(readFileSync(file, 'utf8')));
  const passwords = generateRolePasswords();
  writeFileSync(`${file}.new`, `${JSON.stringify(passwords)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return passwords;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programRoot } from './office-folder.ts';

/** The version of package.json. */
export function appVersion(): string {
  const content: unknown = JSON.parse(readFileSync(join(programRoot, 'package.json'), 'utf8'));
  const version =
    typeof content === 'object' && content !== null && 'version' in content ? content.version : undefined;
  return typeof version === 'string' ? version : '0.0.0';
}

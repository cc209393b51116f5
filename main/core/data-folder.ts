import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where everything of this PC lies. Only the blobs' and the database's contents are people's data; both are encrypted. */
export type DataFolder = {
  readonly root: string;
  readonly replica: string;
  readonly keystore: string;
  readonly deviceKey: string;
  readonly enrolment: string;
  readonly installation: string;
  readonly preferences: string;
  readonly lock: string;
  readonly blobs: string;
  readonly spool: string;
  readonly logs: string;
};

/** The folder, made private when it is new. */
export function openDataFolder(root: string): DataFolder {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  return {
    root,
    replica: join(root, 'replica.db'),
    keystore: join(root, 'keystore.json'),
    deviceKey: join(root, 'device.key'),
    enrolment: join(root, 'enrolment.json'),
    installation: join(root, 'installation.json'),
    preferences: join(root, 'preferences.json'),
    lock: join(root, 'tawi.lock'),
    blobs: join(root, 'blobs'),
    spool: join(root, 'spool'),
    logs: join(root, 'logs'),
  };
}

import { join } from 'node:path';
import { err, ok, type Result } from '#domain/result';
import { createFolderStore } from './folder-store.ts';
import type { ObjectStore } from './object-store.ts';
import { createS3Store } from './s3-store.ts';

export type ObjectStoreConfigError = {
  readonly code: 'objects/incomplete-settings';
  /** Names of the environment variables that are missing. */
  readonly missing: readonly string[];
};

const REQUIRED = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;

/**
 * The S3 store when the environment names one, else a folder `objects` in the data folder. Half a configuration is
 * refused: falling back would hide documents in a folder nobody backs up. `S3_REGION` defaults to `us-east-1`,
 * which stores without regions expect.
 */
export function chooseObjectStore(
  env: Readonly<Record<string, string | undefined>>,
  dataDir: string,
): Result<ObjectStore, ObjectStoreConfigError> {
  const missing = REQUIRED.filter((name) => (env[name] ?? '') === '');
  if (missing.length === REQUIRED.length) return ok(createFolderStore(join(dataDir, 'objects')));
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION } = env;
  if (missing.length > 0 || !S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) {
    return err({ code: 'objects/incomplete-settings', missing });
  }
  return ok(
    createS3Store({
      endpoint: S3_ENDPOINT,
      bucket: S3_BUCKET,
      accessKeyId: S3_ACCESS_KEY_ID,
      secretAccessKey: S3_SECRET_ACCESS_KEY,
      region: S3_REGION || 'us-east-1',
    }),
  );
}

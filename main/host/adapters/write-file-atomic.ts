import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a small private file (mode 0600) so that after a power cut it has its old or its new content, never half:
 * written aside, flushed, renamed, and the folder flushed. On return the new content is on disk.
 */
export async function writeFileAtomic(file: string, content: Uint8Array | string): Promise<void> {
  const partial = `${file}.${randomBytes(6).toString('hex')}.partial`;
  try {
    const handle = await open(partial, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
    await flushFolder(dirname(file));
  } finally {
    await rm(partial, { force: true });
  }
}

async function flushFolder(folder: string): Promise<void> {
  // Windows gives no handle to flush a folder; its file system journals renames.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

import { hash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { err, ok, type Result } from '#domain/result';
import type { OpenTable, TableReader, TableRefusal } from '#ports/table-reader';
import { fileKindOf } from './file-kind.ts';
import type { TableAnswer, TableQuestion } from './table-messages.ts';

export const MAX_TABLE_BYTES = 20_000_000;
/** A file that needs more than this to be read must not take the office down with it. */
const WORKER_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 } as const;
const WORKER = new URL('./table-worker.ts', import.meta.url);

/** Reads tables in a thread of its own with its own memory limit; `worker` is the built one in a bundle. */
export function createTableReader({ worker = WORKER }: { readonly worker?: URL } = {}): TableReader {
  return {
    digest: (bytes) => hash('sha256', bytes, 'hex'),
    open: async ({ bytes }) => {
      if (bytes.length > MAX_TABLE_BYTES)
        return err({ code: 'import/too-large', data: { maxBytes: MAX_TABLE_BYTES } });
      if (bytes.length === 0) return err({ code: 'import/empty' });
      const kind = fileKindOf(bytes);
      if (kind.kind === 'other') return err({ code: 'import/not-a-table', data: { found: kind.found } });
      // Copied: the upload stays with its ticket while the copy moves into the worker.
      const copy = new Uint8Array(bytes);
      const question = kind.kind === 'zip' ? { kind: kind.kind, bytes: copy } : { ...kind, bytes: copy };
      return openIn(worker, { ask: 'open', ...question });
    },
  };
}

async function openIn(
  url: URL,
  question: Extract<TableQuestion, { ask: 'open' }>,
): Promise<Result<OpenTable, TableRefusal>> {
  const worker = new Worker(url, { resourceLimits: WORKER_LIMITS, execArgv: [], env: {}, stdin: false });
  // Between two questions nobody waits; the next one finds the worker gone.
  worker.on('error', () => undefined);
  const close = async (): Promise<void> => {
    await worker.terminate();
  };
  const first = await ask(worker, question, [question.bytes.buffer]);
  if (first.answer === 'header') {
    return ok({
      header: first.header,
      close,
      next: async () => rowsOf(await ask(worker, { ask: 'next' }, [])),
    });
  }
  await close();
  return err(first.answer === 'refused' ? first.refusal : { code: 'import/damaged' });
}

function rowsOf(reply: TableAnswer): Awaited<ReturnType<OpenTable['next']>> {
  if (reply.answer === 'rows') return ok(reply.rows);
  return err(reply.answer === 'refused' ? reply.refusal : { code: 'import/damaged' });
}

/**
 * A worker that runs out of memory answers too: the file is too large. Any other fault of its own is a bug and rejects;
 * what is wrong with the file comes as a refusal.
 */
function ask(
  worker: Worker,
  question: TableQuestion,
  transfer: readonly ArrayBufferLike[],
): Promise<TableAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<TableAnswer>();
  const tooLarge: TableRefusal = { code: 'import/too-large', data: { maxBytes: MAX_TABLE_BYTES } };
  const onMessage = (reply: TableAnswer): void => resolve(reply);
  const onError = (error: Error): void => {
    const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (isMemory) resolve({ answer: 'refused', refusal: tooLarge });
    else reject(new Error('the table worker failed', { cause: error }));
  };
  const onExit = (): void => resolve({ answer: 'refused', refusal: { code: 'import/damaged' } });
  worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  worker.postMessage(
    question,
    transfer.filter((buffer) => buffer instanceof ArrayBuffer),
  );
  return promise.finally(() => {
    worker.off('message', onMessage).off('error', onError).off('exit', onExit);
  });
}

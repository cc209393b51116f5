import type { IncomingMessage } from 'node:http';
import { err, ok, type Result } from '#domain/result';

export type BodyRefusal = { readonly code: 'too-large' | 'aborted' };

/** The whole body, or a refusal as soon as it is known to be too large; a lying length header changes nothing. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Result<Buffer, BodyRefusal>> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return err({ code: 'too-large' });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      if (!Buffer.isBuffer(chunk)) return err({ code: 'aborted' });
      size += chunk.length;
      if (size > maxBytes) return err({ code: 'too-large' });
      chunks.push(chunk);
    }
  } catch {
    // The page went away while sending; nobody waits for an answer.
    return err({ code: 'aborted' });
  }
  return ok(Buffer.concat(chunks));
}

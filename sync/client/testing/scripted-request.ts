import { err, ok } from '#domain/result';
import type { DeviceCall, DeviceRequest, RequestBody } from '../device-request.ts';
import type { SyncFailure } from '../sync-failure.ts';

/** One canned answer: the JSON (or bytes) of a reply, or a failure. Says nothing of what a centre would answer. */
export type Canned =
  | { readonly json: unknown }
  | { readonly bytes: Uint8Array }
  | { readonly failure: SyncFailure };
export type SeenCall = { readonly method: string; readonly path: string; readonly body: RequestBody };

/** A request function that gives canned answers in order, or by path, and remembers what was asked. */
export function scriptedRequest(answer: (call: SeenCall, nth: number) => Canned | Promise<Canned>): {
  readonly request: DeviceRequest;
  readonly calls: readonly SeenCall[];
} {
  const calls: SeenCall[] = [];
  const request: DeviceRequest = async <T>({ method, path, body, reply }: DeviceCall<T>) => {
    calls.push({ method, path, body });
    const canned = await answer({ method, path, body }, calls.length);
    if ('failure' in canned) return err(canned.failure);
    if ('bytes' in canned) {
      return reply.kind === 'bytes'
        ? ok(reply.read(canned.bytes))
        : err({ code: 'sync/rubbish', reason: 'not-json' });
    }
    if (reply.kind !== 'json') return err({ code: 'sync/rubbish', reason: 'content-type' });
    const parsed = reply.schema.safeParse(canned.json);
    return parsed.success ? ok(parsed.data) : err({ code: 'sync/rubbish', reason: 'schema' });
  };
  return { request, calls };
}

/** Answers in order; the last one again and again. */
export function inOrder(...answers: readonly Canned[]): (call: SeenCall, nth: number) => Canned {
  return (_, nth) => answers[Math.min(nth, answers.length) - 1] ?? { failure: { code: 'sync/no-line' } };
}

import type { InputOf, MethodName, Reply } from '#contract/contract';
import { transport } from './bridge.ts';

/** Fired when the core answers `host/locked`: the frame reloads, so that nothing of the last person stays in memory. */
export const lockedEvent = 'tawi:locked';

/** One typed call to the core. Wrong names and inputs do not compile; refusals come back as codes, nothing is thrown. */
export async function call<N extends MethodName>(method: N, input: InputOf<N>): Promise<Reply<N>> {
  const reply = (await transport.invoke(method, input)) as Reply<N>;
  if (!reply.ok && reply.error.code === 'host/locked') window.dispatchEvent(new Event(lockedEvent));
  return reply;
}

/** A fresh request id: the same one is sent again when the same press is retried. */
export const newRequestId = (): string => crypto.randomUUID();

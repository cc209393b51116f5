import type { EventOf, Topic } from '#contract/events';

/** How a window reaches the core: the preload bridge under Electron, HTTP under the browser host. Same calls, same replies. */
export type Transport = {
  readonly invoke: (method: string, input: unknown) => Promise<unknown>;
  readonly subscribe: (listener: <T extends Topic>(topic: T, event: EventOf<T>) => void) => () => void;
};

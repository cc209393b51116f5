import type { EventOf, Topic } from '#contract/events';
import type { Log } from '#ports/log';

/** One event on its way to a window. `channel` null = to all of them. */
export type CoreEvent = {
  [T in Topic]: { readonly topic: T; readonly event: EventOf<T>; readonly channel: string | null };
}[Topic];
export type CoreListener = (event: CoreEvent) => void;

export type EventBus = {
  readonly publish: (event: CoreEvent) => void;
  /** Returns the function that ends the subscription. */
  readonly subscribe: (listener: CoreListener) => () => void;
};

/** Announces state, never steers: a listener that throws harms neither the publisher nor the other listeners. */
export function createEventBus(log: Log): EventBus {
  const listeners = new Set<CoreListener>();
  return {
    publish: (event) => {
      for (const listener of [...listeners]) {
        try {
          listener(event);
        } catch (error) {
          log.warn('event-bus.listener-failed', {
            topic: event.topic,
            kind: error instanceof Error ? error.name : 'unknown',
          });
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

import type { EventOf, Topic } from '#contract/events';
import type { CoreEvent, EventBus } from './event-bus.ts';
import type { Emit } from './office-context.ts';

/** Events of one call: held back until it has happened, and then told once. */
export type CallEvents = {
  readonly emit: Emit;
  /** Tells what was held back; later events go out at once. */
  readonly release: () => void;
};

export function collectEvents(bus: EventBus): CallEvents {
  const waiting: CoreEvent[] = [];
  let open = false;
  return {
    emit: (topic, event) => {
      const made = coreEvent(topic, event, null);
      if (open) bus.publish(made);
      else waiting.push(made);
    },
    release: () => {
      open = true;
      for (const event of waiting.splice(0)) bus.publish(event);
    },
  };
}

/** The cast pairs a topic with its own event, which the signature has checked; a mapped union cannot follow it. */
export function coreEvent<T extends Topic>(topic: T, event: EventOf<T>, channel: string | null): CoreEvent {
  return { topic, event, channel } as CoreEvent;
}

import type { ClientMessage, ServerMessage } from './transport.ts';

type WithoutId<M> = M extends { readonly id: number } ? Omit<M, 'id'> : never;
/** What may be asked over a port; the client adds the number by which the answer is known. */
export type Question = WithoutId<ClientMessage>;
export type Answer = Extract<ServerMessage, { readonly id: number }>;
export type WireEvent = Exclude<ServerMessage, { readonly id: number }>;

export type WireClient = {
  /** Undefined when the line was cut before the answer came. Questions asked before `connect` wait for it. */
  readonly ask: (question: Question) => Promise<Answer | undefined>;
  readonly subscribe: (listener: (event: WireEvent) => void) => () => void;
  /** Uses this line from now on; what was under way on an earlier one is answered with undefined. */
  readonly connect: (post: (message: ClientMessage) => void) => void;
  readonly receive: (message: ServerMessage) => void;
  /** The line is cut: nothing more will come over it. */
  readonly hangUp: () => void;
};

/** The asking side of main/host/transport, for the page's bridge and for Electron's main process. */
export function createWireClient(): WireClient {
  const open = new Map<number, (answer: Answer | undefined) => void>();
  const listeners = new Set<(event: WireEvent) => void>();
  let waiting: ClientMessage[] = [];
  let post: ((message: ClientMessage) => void) | undefined;
  let lastId = 0;
  const hangUp = (): void => {
    post = undefined;
    const asked = [...open].filter(([id]) => !waiting.some((message) => message.id === id));
    for (const [id, resolve] of asked) {
      open.delete(id);
      resolve(undefined);
    }
  };
  return {
    ask: (question) =>
      new Promise((resolve) => {
        lastId += 1;
        const message: ClientMessage = { id: lastId, ...question };
        open.set(lastId, resolve);
        if (post === undefined) waiting.push(message);
        else post(message);
      }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    connect: (newPost) => {
      hangUp();
      post = newPost;
      for (const message of waiting) newPost(message);
      waiting = [];
    },
    receive: (message) => {
      if (!('id' in message)) {
        for (const listener of [...listeners]) listener(message);
        return;
      }
      open.get(message.id)?.(message);
      open.delete(message.id);
    },
    hangUp,
  };
}

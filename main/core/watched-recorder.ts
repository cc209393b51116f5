import type { RecorderFactory } from '#ports/sync-store';

/** A recorder that remembers whether anything was recorded, so that only then the centre is called. */
export type WatchedRecorder = { readonly factory: RecorderFactory; readonly takeRecorded: () => boolean };

export function watchRecorder(factory: RecorderFactory): WatchedRecorder {
  let recorded = false;
  return {
    factory: (tx) => {
      const recorder = factory(tx);
      return {
        record: (operation) => {
          recorded = true;
          return recorder.record(operation);
        },
      };
    },
    // A rolled-back operation leaves it set: then the centre is called once for nothing.
    takeRecorded: () => {
      const before = recorded;
      recorded = false;
      return before;
    },
  };
}

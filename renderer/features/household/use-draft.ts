import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure, InputOf } from '#contract/contract';
import { call, newRequestId } from '../../client/call.ts';

type Body = InputOf<'drafts.save'>['body'];
type Draft = {
  readonly draftId: string;
  readonly title: string;
  readonly body: Body;
  /** What counts as a change; the place of the focus, for one, does not. */
  readonly content: string;
};
const saveEveryMs = 2000;

/**
 * Keeps what is typed in the encrypted database: two seconds after a change, on demand, and when the page is left. It
 * does not go through useCommand, because a saved draft must not make every list of the screen ask again.
 */
export function useDraft(draft: Draft) {
  const latest = useRef(draft);
  latest.current = draft;
  const savedContent = useRef(draft.content);
  const closed = useRef(false);
  const running = useRef<Promise<void> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const save = useCallback(async (): Promise<void> => {
    await running.current;
    const { draftId, title, body, content } = latest.current;
    if (closed.current || content === savedContent.current) return;
    const work = async () => {
      const reply = await call('drafts.save', {
        requestId: newRequestId(),
        draftId,
        kind: 'household',
        title,
        body,
      });
      setFailure(reply.ok ? null : reply.error);
      if (!reply.ok) return;
      savedContent.current = content;
      setSavedAt(reply.value.savedAt);
    };
    running.current = work();
    await running.current;
    running.current = null;
  }, []);

  useEffect(() => {
    if (draft.content === savedContent.current || timer.current !== null) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      void save();
    }, saveEveryMs);
  }, [draft.content, save]);
  useEffect(() => {
    const leave = () => void save();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      if (timer.current !== null) clearTimeout(timer.current);
      leave();
    };
  }, [save]);

  /** While the household is being registered, and after it was, nothing of the draft may be written. */
  const close = useCallback((isClosed: boolean) => {
    closed.current = isClosed;
  }, []);
  return { savedAt, failure, save, close };
}

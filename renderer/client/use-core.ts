import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { ErrorCodeOf, Failure, InputOf, MethodName, OutputOf, Reply } from '#contract/contract';
import { call, newRequestId } from './call.ts';

/** A refusal travelling through TanStack Query, which wants an Error. */
export class CoreRefusal extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.name = 'CoreRefusal';
    this.failure = failure;
  }
}

type Options = { readonly enabled?: boolean; readonly keepPrevious?: boolean; readonly refetchMs?: number };

/** Reads through a query method; refetched when the core says that the feature's data changed. */
export function useCore<N extends MethodName>(
  method: N,
  input: InputOf<N>,
  options: Options = {},
): UseQueryResult<OutputOf<N>, CoreRefusal> {
  return useQuery({
    queryKey: [method, input],
    queryFn: async (): Promise<OutputOf<N>> => {
      const reply = await call(method, input);
      if (!reply.ok) throw new CoreRefusal(reply.error);
      return reply.value;
    },
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.refetchMs === undefined ? {} : { refetchInterval: options.refetchMs }),
  }) as UseQueryResult<OutputOf<N>, CoreRefusal>;
}

type CommandName = { [N in MethodName]: InputOf<N> extends { requestId: string } ? N : never }[MethodName];
type CommandInput<N extends CommandName> = Omit<InputOf<N>, 'requestId'>;

/**
 * Writes through a command method. Keeps one request id until the core has answered, so a retry after a lost reply
 * is recognised; a press while busy does nothing.
 */
export function useCommand<N extends CommandName>(method: N) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure<ErrorCodeOf<N>> | null>(null);
  const requestId = useRef<string | null>(null);
  const running = useRef(false);
  const run = useCallback(
    async (input: CommandInput<N>): Promise<Reply<N> | null> => {
      if (running.current) return null;
      running.current = true;
      setBusy(true);
      setFailure(null);
      requestId.current ??= newRequestId();
      try {
        const reply = await call(method, { ...input, requestId: requestId.current } as InputOf<N>);
        if (reply.ok || reply.error.code !== 'host/closing') requestId.current = null;
        if (reply.ok) await queries.invalidateQueries();
        else setFailure(reply.error);
        return reply;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [method, queries],
  );
  return { run, busy, failure, clear: useCallback(() => setFailure(null), []) };
}

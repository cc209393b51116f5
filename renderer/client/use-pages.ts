import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { InputOf, MethodName, OutputOf } from '#contract/contract';
import { call } from './call.ts';
import { CoreRefusal } from './use-core.ts';

type Paged = { readonly rows: readonly unknown[]; readonly next: string | null };
type PagedName = { [N in MethodName]: OutputOf<N> extends Paged ? N : never }[MethodName];
type RowOf<N extends PagedName> = OutputOf<N> extends { readonly rows: readonly (infer Row)[] } ? Row : never;

/**
 * A long list through a query with a cursor: pages are asked for as the end comes near and stand as one list.
 * `first` is the first page, for the counts that come with it.
 */
export function usePages<N extends PagedName>(
  method: N,
  input: Omit<InputOf<N>, 'cursor'>,
  options: { readonly enabled?: boolean } = {},
): {
  readonly rows: readonly RowOf<N>[];
  readonly first: OutputOf<N> | undefined;
  readonly pages: readonly OutputOf<N>[];
  readonly loading: boolean;
  readonly error: CoreRefusal | null;
  readonly more: () => void;
} {
  const query = useInfiniteQuery({
    queryKey: [method, 'pages', input],
    enabled: options.enabled ?? true,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }): Promise<OutputOf<N>> => {
      const reply = await call(method, { ...input, cursor: pageParam } as InputOf<N>);
      if (!reply.ok) throw new CoreRefusal(reply.error);
      return reply.value;
    },
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage, data, error, isPending } = query;
  const rows = useMemo(
    () => (data?.pages.flatMap((page: Paged) => page.rows) ?? []) as readonly RowOf<N>[],
    [data],
  );
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return {
    rows,
    first: data?.pages[0],
    pages: data?.pages ?? [],
    loading: isPending,
    error: error instanceof CoreRefusal ? error : null,
    more,
  };
}

import { useInfiniteQuery } from '@tanstack/react-query';
import type { OutputOf } from '#contract/contract';
import { call } from '../../client/call.ts';
import { CoreRefusal, useCore } from '../../client/use-core.ts';

export type PersonRow = OutputOf<'registry.list'>['rows'][number];
export type Kind = PersonRow['kind'];
const pageSize = 200;
const firstPage: string | null = null;
const none: readonly PersonRow[] = [];

/** People or households of the office, fetched page after page as the grid nears its end. */
export function usePeoplePages(kind: Kind, areaId: string, enabled: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['registry.list', { kind, areaId, pages: true }],
    queryFn: async ({ pageParam }) => {
      const area = areaId === '' ? {} : { areaId };
      const reply = await call('registry.list', { kind, ...area, cursor: pageParam, limit: pageSize });
      if (!reply.ok) throw new CoreRefusal(reply.error);
      return reply.value;
    },
    initialPageParam: firstPage,
    getNextPageParam: (last) => last.next,
    enabled,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? none;
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  return {
    rows,
    total: query.data?.pages[0]?.total ?? null,
    failure: query.error instanceof CoreRefusal ? query.error.failure : null,
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}

/** What the find box asks: rows at once, at most twenty, any part of a name, number, phone or identifier. */
export function useFoundPeople(text: string, kind: Kind) {
  const wanted = text.trim();
  const active = wanted.length >= 2;
  const reply = useCore(
    'registry.search',
    { text: wanted, kind, limit: 20 },
    { enabled: active, keepPrevious: true },
  );
  return {
    active,
    rows: active ? (reply.data?.rows ?? none) : none,
    more: active && (reply.data?.more ?? false),
    known: reply.data !== undefined,
    failure: reply.error?.failure ?? null,
  };
}

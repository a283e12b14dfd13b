/** The pages of the list, a hundred rows each. */

import { listConsoleTransactions } from '@kontor/contracts';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { call } from '../../../lib/call.ts';
import { toQuery, type TransactionsSearch } from './transactions-search.ts';

export const transactionsQuery = (search: TransactionsSearch) =>
  infiniteQueryOptions({
    queryKey: ['transactions', 'list', search],
    queryFn: ({ signal, pageParam }) =>
      call(listConsoleTransactions, {
        query: { ...toQuery(search), page_size: PAGE_SIZE, page_token: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_page_token,
    // The rows stay while a filter is changed: an empty list between two lists would flicker.
    placeholderData: keepPreviousData,
    meta: { topics: ['exceptions', 'connections'] },
  });

const PAGE_SIZE = 100;

/** What the place of retention asks, and what of it stands in the address. */

import {
  getConsoleRetention,
  getRecordMonth,
  listConsoleProcesses,
  listLegalHolds,
  listRecordDeletions,
} from '@kontor/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';

export type RetentionSearch = {
  /** Which holds are listed: those in force unless said. */
  readonly holds?: 'released';
  /** The month that is looked into. */
  readonly month?: string;
};

export function validateRetentionSearch(search: Record<string, unknown>): RetentionSearch {
  const month = String(search['month']);
  return {
    ...(search['holds'] === 'released' && { holds: 'released' }),
    ...(MONTH.test(month) && { month }),
  };
}

export const retentionQuery = () =>
  queryOptions({
    queryKey: ['retention'],
    queryFn: ({ signal }) => call(getConsoleRetention, { signal }),
  });

export const releasedHoldsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['retention', 'released'],
    queryFn: ({ signal, pageParam }) =>
      call(listLegalHolds, { query: { status: 'released', page_token: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_page_token,
  });

export const deletionsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['retention', 'deletions'],
    queryFn: ({ signal, pageParam }) =>
      call(listRecordDeletions, { query: { page_token: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_page_token,
  });

export const recordMonthQuery = (month: string) =>
  queryOptions({
    queryKey: ['retention', 'month', month],
    queryFn: ({ signal }) => call(getRecordMonth, { params: { month }, signal }),
  });

/** For the choice of a process in a dialog. */
export const processChoicesQuery = () =>
  queryOptions({
    queryKey: ['retention', 'processes'],
    queryFn: ({ signal }) => call(listConsoleProcesses, { signal }),
  });

const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/;

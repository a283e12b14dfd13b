/** What the pages of statements ask, and what of them stands in the address. */

import { getConsoleStatement, getConsoleStatements } from '@kontor/contracts';
import type { ConsoleStatementEntry } from '@kontor/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';

export type StatementsSearch = {
  /** YYYY-MM; this month unless said. */
  readonly month?: string | undefined;
  readonly legalEntity?: string | undefined;
  /** The account whose chain is shown. */
  readonly account?: string | undefined;
  /** The file whose reasons are shown. */
  readonly file?: string | undefined;
};

export function validateStatementsSearch(search: Record<string, unknown>): StatementsSearch {
  const text = (name: string) => (typeof search[name] === 'string' ? search[name] : undefined);
  const month = text('month');
  return {
    ...(month !== undefined && MONTH.test(month) && { month }),
    legalEntity: text('legalEntity'),
    account: text('account'),
    file: text('file'),
  };
}

/** Companies are chosen among what was read, so choosing one asks nothing. */
export const statementsQuery = ({ month }: StatementsSearch) =>
  queryOptions({
    queryKey: ['bank', 'statements', month],
    queryFn: ({ signal }) => call(getConsoleStatements, { query: { month }, signal }),
    meta: { topics: ['exceptions'] },
  });

type EntryStatus = ConsoleStatementEntry['status'];

export type StatementSearch = { readonly status?: EntryStatus | undefined };

export function validateStatementSearch({ status }: Record<string, unknown>): StatementSearch {
  return { status: ENTRY_STATUSES.find((known) => known === status) };
}

export const statementQuery = (bankStatementId: string, { status }: StatementSearch) =>
  infiniteQueryOptions({
    queryKey: ['bank', 'statement', bankStatementId, status],
    queryFn: ({ signal, pageParam }) =>
      call(getConsoleStatement, {
        params: { bankStatementId },
        query: { status, page_size: PAGE_SIZE, page_token: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_page_token,
    meta: { topics: ['receivables'] },
  });

export const ENTRY_STATUSES: readonly EntryStatus[] = [
  'open',
  'partly',
  'matched',
  'returned',
  'none',
];
const PAGE_SIZE = 100;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** What the page of one transaction asks, and what of it stands in the address. */

import { getConsoleTransaction } from '@kontor/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/call.ts';

export type Part = 'systems' | 'lane' | 'linked' | 'bank' | 'events' | 'payload';

export type TransactionSearch = {
  /** The part that stands beside the story. */
  readonly tab?: Part;
  /** The list it was opened from, for the way to its neighbours there and back. */
  readonly list?: Readonly<Record<string, unknown>>;
};

export function validateTransactionSearch({
  tab,
  list,
}: Record<string, unknown>): TransactionSearch {
  const part = PARTS.find((known) => known === tab);
  return {
    ...(part && { tab: part }),
    ...(typeof list === 'object' && list !== null && { list: { ...list } }),
  };
}

export const transactionQuery = (transactionId: string) =>
  queryOptions({
    queryKey: ['transactions', 'one', transactionId],
    queryFn: ({ signal }) => call(getConsoleTransaction, { params: { transactionId }, signal }),
    meta: { topics: ['exceptions', 'receivables', 'connections'] },
  });

export const PARTS: readonly Part[] = [
  ...(['systems', 'lane', 'linked', 'bank', 'events', 'payload'] as const),
];

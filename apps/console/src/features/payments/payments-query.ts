/** What the pages of payments ask, and what of them stands in the address. */

import {
  getPaymentBatch,
  listLegalEntities,
  listPaymentBatches,
  listPaymentTransfers,
  type PaymentBatchStanding,
} from '@kontor/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';

export type PaymentsSearch = {
  readonly legalEntity?: string | undefined;
  readonly status?: PaymentBatchStanding['status'] | undefined;
  /** Only batches of which something was rejected, cancelled or contradicted. */
  readonly trouble?: true | undefined;
};

export function validatePaymentsSearch(search: Record<string, unknown>): PaymentsSearch {
  const { legalEntity, status, trouble } = search;
  return {
    legalEntity: typeof legalEntity === 'string' ? legalEntity : undefined,
    status: SENDING_STATUSES.find((known) => known === status),
    trouble: trouble === true || undefined,
  };
}

export const paymentsQuery = ({ legalEntity, status, trouble }: PaymentsSearch) =>
  infiniteQueryOptions({
    queryKey: ['payments', 'list', legalEntity, status, trouble],
    queryFn: ({ signal, pageParam }) =>
      call(listPaymentBatches, {
        query: { legalEntity, status, trouble, page_size: PAGE_SIZE, page_token: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_page_token,
    placeholderData: keepPreviousData,
  });

export type PaymentSearch = {
  readonly trouble?: true | undefined;
  /** End-to-end id of the transfer whose steps are shown. */
  readonly transfer?: string | undefined;
};

export function validatePaymentSearch(search: Record<string, unknown>): PaymentSearch {
  const { trouble, transfer } = search;
  return {
    trouble: trouble === true || undefined,
    transfer: typeof transfer === 'string' ? transfer : undefined,
  };
}

export const paymentQuery = (transactionId: string) =>
  queryOptions({
    queryKey: ['payments', 'one', transactionId],
    queryFn: ({ signal }) => call(getPaymentBatch, { params: { transactionId }, signal }),
  });

export const transfersQuery = (
  transactionId: string,
  { trouble }: Pick<PaymentSearch, 'trouble'>,
) =>
  infiniteQueryOptions({
    queryKey: ['payments', 'transfers', transactionId, trouble],
    queryFn: ({ signal, pageParam }) =>
      call(listPaymentTransfers, {
        params: { transactionId },
        query: { trouble, page_size: PAGE_SIZE, page_token: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_page_token,
    placeholderData: keepPreviousData,
  });

export const entitiesQuery = () =>
  queryOptions({
    queryKey: ['legal-entities'],
    queryFn: ({ signal }) => call(listLegalEntities, { signal }),
  });

export const SENDING_STATUSES: readonly PaymentBatchStanding['status'][] = [
  'waiting',
  'working',
  'parked',
  'done',
  'refused',
];
const PAGE_SIZE = 100;

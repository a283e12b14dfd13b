/**
 * The rows of the list that a transaction was opened from. The same request as the list's own, so
 * what the list has read is not read again.
 */

import { validateTransactionsSearch } from '../list/transactions-search.ts';
import { transactionsQuery } from '../list/transactions-query.ts';

export function neighboursQuery(list: Readonly<Record<string, unknown>>) {
  return transactionsQuery(validateTransactionsSearch({ ...list }));
}

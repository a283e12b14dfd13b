/** Transactions, newest first. */

import { listTransactions } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listTransactionsRoute = route(
  listTransactions,
  async ({ call, query, paging }, { transactions }: Pick<Services, 'transactions'>) =>
    paging.answer(await transactions.list(call, query, paging.page)),
);

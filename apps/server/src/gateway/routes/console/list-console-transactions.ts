/** The console's list of transactions; the first page has the total and the filters' choices. */

import { listConsoleTransactions } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listConsoleTransactionsRoute = route(
  listConsoleTransactions,
  async ({ call, query, paging }, { console }: Pick<Services, 'console'>) => {
    const found = await console.transactions.list(call, query, paging.page);
    if (found.kind === 'unacceptable') return { problem: 'invalid_request', errors: found.errors };
    const { page, total, choices } = found;
    const answer = paging.answer(page);
    return {
      ...answer,
      body: { ...answer.body, ...(total && { total }), ...(choices && { choices }) },
    };
  },
);

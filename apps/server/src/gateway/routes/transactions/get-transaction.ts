/** One transaction with its deliveries, events and open item. */

import { getTransaction } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getTransactionRoute = route(
  getTransaction,
  async ({ params, call }, { transactions }: Pick<Services, 'transactions'>) =>
    answerFound(await transactions.find(call, params.transactionId as TransactionId)),
);

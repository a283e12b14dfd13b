/** Everything that the page of one transaction shows. */

import { getConsoleTransaction } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConsoleTransactionRoute = route(
  getConsoleTransaction,
  async ({ call, params }, { console }: Pick<Services, 'console'>) =>
    answerFound(await console.transactions.find(call, params.transactionId as TransactionId)),
);

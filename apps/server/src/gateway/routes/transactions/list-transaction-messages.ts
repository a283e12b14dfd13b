/** The recorded stream of one transaction, oldest first. */

import { listTransactionMessages } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import { notFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listTransactionMessagesRoute = route(
  listTransactionMessages,
  async ({ params, call, paging }, { transactions }: Pick<Services, 'transactions'>) => {
    const id = params.transactionId as TransactionId;
    const outcome = await transactions.messages(call, id, paging.page);
    return outcome.kind === 'found' ? paging.answer(outcome.value) : notFound();
  },
);

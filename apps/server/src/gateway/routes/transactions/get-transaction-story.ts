/** The trace of one transaction in business words. */

import { getTransactionStory } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getTransactionStoryRoute = route(
  getTransactionStory,
  async ({ params, call }, { transactions }: Pick<Services, 'transactions'>) =>
    answerFound(await transactions.story(call, params.transactionId as TransactionId)),
);

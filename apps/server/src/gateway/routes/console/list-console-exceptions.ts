/** The queue of exceptions; its first page comes with totals and groups. */

import { listConsoleExceptions } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listConsoleExceptionsRoute = route(
  listConsoleExceptions,
  async ({ call, query, paging }, { console }: Pick<Services, 'console'>) => {
    const outcome = await console.exceptions.list(call, query, paging.page);
    if (outcome.kind === 'unacceptable') {
      return { problem: 'invalid_request', errors: outcome.errors };
    }
    const { page, summary } = outcome.value;
    const answer = paging.answer(page);
    return { ...answer, body: { ...answer.body, ...(summary && { summary }) } };
  },
);

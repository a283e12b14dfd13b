/** One bank statement and a page of its entries, for the console. */

import { getConsoleStatement } from '@kontor/contracts';
import type { BankStatementId } from '@kontor/kernel';
import { notFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConsoleStatementRoute = route(
  getConsoleStatement,
  async ({ call, params, query, paging }, { console }: Pick<Services, 'console'>) => {
    const id = params.bankStatementId as BankStatementId;
    const outcome = await console.statements.find(call, { id, ...query }, paging.page);
    if (outcome.kind === 'absent') return notFound();
    const { statement, entries } = outcome.value;
    const answer = paging.answer(entries);
    return { ...answer, body: { statement, ...answer.body } };
  },
);

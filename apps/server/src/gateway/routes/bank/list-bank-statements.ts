/** Bank statements, latest day first. */

import { listBankStatements } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listBankStatementsRoute = route(
  listBankStatements,
  async ({ call, query, paging }, { bank }: Pick<Services, 'bank'>) =>
    paging.answer(await bank.listStatements(call, query, paging.page)),
);

/** More receipts of the workspace, latest booking day first. */

import { listReconciliationLines } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listReconciliationLinesRoute = route(
  listReconciliationLines,
  async ({ call, query, paging }, { console }: Pick<Services, 'console'>) =>
    paging.answer(await console.reconciliation.listLines(call, query, paging.page)),
);

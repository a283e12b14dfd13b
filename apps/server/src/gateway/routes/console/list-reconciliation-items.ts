/** More open items of the workspace, oldest due day first. */

import { listReconciliationItems } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listReconciliationItemsRoute = route(
  listReconciliationItems,
  async ({ call, query, paging }, { console }: Pick<Services, 'console'>) =>
    paging.answer(await console.reconciliation.listItems(call, query, paging.page)),
);

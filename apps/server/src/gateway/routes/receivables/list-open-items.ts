/** Open items, oldest due day first. */

import { listOpenItems } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listOpenItemsRoute = route(
  listOpenItems,
  async ({ call, query, paging }, { receivables }: Pick<Services, 'receivables'>) =>
    paging.answer(await receivables.listOpenItems(call, query, paging.page)),
);

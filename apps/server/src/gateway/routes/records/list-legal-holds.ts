/** Legal holds, newest first. */

import { listLegalHolds } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listLegalHoldsRoute = route(
  listLegalHolds,
  async ({ call, query, paging }, { records }: Pick<Services, 'records'>) =>
    paging.answer(await records.listHolds(call, query, paging.page)),
);

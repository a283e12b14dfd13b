/** Deletions of records, newest first. */

import { listRecordDeletions } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listRecordDeletionsRoute = route(
  listRecordDeletions,
  async ({ call, query, paging }, { records }: Pick<Services, 'records'>) =>
    paging.answer(await records.listDeletions(call, query, paging.page)),
);

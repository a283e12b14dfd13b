/** The audit trail, newest first. */

import { listAuditEntries } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listAuditEntriesRoute = route(
  listAuditEntries,
  async ({ call, query, paging }, { governance }: Pick<Services, 'governance'>) =>
    paging.answer(await governance.listAuditEntries(call, query, paging.page)),
);

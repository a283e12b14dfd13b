/** Bank entries, latest booking day first. */

import { listBankEntries } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listBankEntriesRoute = route(
  listBankEntries,
  async ({ call, query, paging }, { bank }: Pick<Services, 'bank'>) =>
    paging.answer(await bank.listEntries(call, query, paging.page)),
);

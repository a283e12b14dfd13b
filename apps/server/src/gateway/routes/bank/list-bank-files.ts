/** Bank files, newest first. */

import { listBankFiles } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listBankFilesRoute = route(
  listBankFiles,
  async ({ call, query, paging }, { bank }: Pick<Services, 'bank'>) =>
    paging.answer(await bank.listFiles(call, query, paging.page)),
);

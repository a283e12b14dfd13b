/** Refused suggestions, newest first. */

import { listMatchRefusals } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listMatchRefusalsRoute = route(
  listMatchRefusals,
  async ({ call, query, paging }, { receivables }: Pick<Services, 'receivables'>) =>
    paging.answer(await receivables.listRefusals(call, query, paging.page)),
);

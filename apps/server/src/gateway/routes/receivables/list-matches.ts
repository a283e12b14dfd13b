/** Matches, newest first. */

import { listMatches } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listMatchesRoute = route(
  listMatches,
  async ({ call, query, paging }, { receivables }: Pick<Services, 'receivables'>) =>
    paging.answer(await receivables.listMatches(call, query, paging.page)),
);

/** Exceptions, what is due first comes first. */

import { listExceptions } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listExceptionsRoute = route(
  listExceptions,
  async ({ call, query, paging }, { exceptions }: Pick<Services, 'exceptions'>) =>
    paging.answer(await exceptions.list(call, query, paging.page)),
);

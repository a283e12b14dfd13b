/** Lanes with something in them, oldest waiting first. */

import { listLanes } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listLanesRoute = route(
  listLanes,
  async ({ call, query, paging }, { operations }: Pick<Services, 'operations'>) =>
    paging.answer(await operations.listLanes(call, query, paging.page)),
);

/** What keeps the records of one month. */

import { getRecordMonth } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getRecordMonthRoute = route(
  getRecordMonth,
  async ({ call, params }, { records }: Pick<Services, 'records'>) =>
    reply(200, await records.readMonth(call, params.month)),
);

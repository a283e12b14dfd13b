/** One legal hold. */

import { getLegalHold } from '@kontor/contracts';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getLegalHoldRoute = route(
  getLegalHold,
  async ({ call, params }, { records }: Pick<Services, 'records'>) =>
    answerFound(await records.findHold(call, params.holdId)),
);

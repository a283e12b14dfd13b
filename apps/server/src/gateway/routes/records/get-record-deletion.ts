/** One deletion of records, with its certificate once it ended. */

import { getRecordDeletion } from '@kontor/contracts';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getRecordDeletionRoute = route(
  getRecordDeletion,
  async ({ call, params }, { records }: Pick<Services, 'records'>) =>
    answerFound(await records.findDeletion(call, params.deletionId)),
);

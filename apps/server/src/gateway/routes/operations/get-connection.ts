/** One connection. */

import { getConnection } from '@kontor/contracts';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConnectionRoute = route(
  getConnection,
  async ({ params, call }, { operations }: Pick<Services, 'operations'>) =>
    answerFound(await operations.findConnection(call, params.name)),
);

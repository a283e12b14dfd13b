/** Resumes a connection. */

import { resumeConnection } from '@kontor/contracts';
import { answerChange } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const resumeConnectionRoute = route(
  resumeConnection,
  async ({ params, body, call }, { operations }: Pick<Services, 'operations'>) => {
    const outcome = await operations.resumeConnection(call, { name: params.name, ...body.value });
    return answerChange(outcome);
  },
);

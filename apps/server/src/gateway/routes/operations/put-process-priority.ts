/** Says how urgent a process is. */

import { putProcessPriority } from '@kontor/contracts';
import { answerChange } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const putProcessPriorityRoute = route(
  putProcessPriority,
  async ({ params, body, call }, { drain }: Pick<Services, 'drain'>) =>
    answerChange(await drain.setPriority(call, { process: params.process, ...body.value })),
);

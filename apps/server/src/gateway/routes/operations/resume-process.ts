/** Resumes a process. */

import { resumeProcess } from '@kontor/contracts';
import { answerChange } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const resumeProcessRoute = route(
  resumeProcess,
  async ({ params, body, call }, { drain }: Pick<Services, 'drain'>) =>
    answerChange(await drain.resumeProcess(call, { process: params.process, ...body.value })),
);

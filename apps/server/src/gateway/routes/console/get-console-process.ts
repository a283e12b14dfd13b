/** One process with its steps, for the console. */

import { getConsoleProcess } from '@kontor/contracts';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConsoleProcessRoute = route(
  getConsoleProcess,
  async ({ call, params }, { console }: Pick<Services, 'console'>) =>
    answerFound(await console.processes.find(call, params.process)),
);

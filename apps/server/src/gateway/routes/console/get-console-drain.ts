/** The drain of one connection with everything that its screen shows. */

import { getConsoleDrain } from '@kontor/contracts';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConsoleDrainRoute = route(
  getConsoleDrain,
  async ({ params, call }, { console }: Pick<Services, 'console'>) =>
    answerFound(await console.drain.find(call, params.name)),
);

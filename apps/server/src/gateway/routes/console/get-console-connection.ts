/** One connection with everything that its screen shows. */

import { getConsoleConnection } from '@kontor/contracts';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConsoleConnectionRoute = route(
  getConsoleConnection,
  async ({ params, query, call }, { console }: Pick<Services, 'console'>) =>
    answerFound(await console.connections.find(call, { name: params.name, ...query })),
);

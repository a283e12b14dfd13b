/** One box for every number that people have in front of them. */

import { searchConsole } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const searchConsoleRoute = route(
  searchConsole,
  async ({ call, query }, { console }: Pick<Services, 'console'>) =>
    reply(200, await console.search.find(call, query.q)),
);

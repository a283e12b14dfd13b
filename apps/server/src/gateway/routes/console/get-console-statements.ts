/** The bank calendar of one month, for the console. */

import { getConsoleStatements } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConsoleStatementsRoute = route(
  getConsoleStatements,
  async ({ call, query }, { console }: Pick<Services, 'console'>) =>
    reply(200, await console.statements.month(call, query)),
);

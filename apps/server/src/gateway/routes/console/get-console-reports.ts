/** How we are doing over some days, for the console. */

import { getConsoleReports } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConsoleReportsRoute = route(
  getConsoleReports,
  async ({ call, query }, { console }: Pick<Services, 'console'>) => {
    const outcome = await console.reports.read(call, query);
    if (outcome.kind === 'unacceptable') {
      return { problem: 'invalid_request', errors: outcome.errors };
    }
    return reply(200, outcome.value);
  },
);

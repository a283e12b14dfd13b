/** Control totals: what came in is what went out, was refused, is parked or waits. */

import { getControlTotals } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getControlTotalsRoute = route(
  getControlTotals,
  async ({ call, query }, { governance }: Pick<Services, 'governance'>) =>
    reply(200, await governance.controlTotals(call, query)),
);

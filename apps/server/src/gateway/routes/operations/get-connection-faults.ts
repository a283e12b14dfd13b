/** What goes wrong with a simulated system. */

import { getConnectionFaults } from '@kontor/contracts';
import { answerFound, answerUnavailable } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConnectionFaultsRoute = route(
  getConnectionFaults,
  async ({ params, call }, { sandbox }: Pick<Services, 'sandbox'>) => {
    const outcome = await sandbox.readFaults(call, params.name);
    return outcome.kind === 'unavailable' ? answerUnavailable(outcome) : answerFound(outcome);
  },
);

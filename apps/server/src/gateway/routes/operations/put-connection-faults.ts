/** Has a simulated system misbehave, or behave again. */

import { putConnectionFaults } from '@kontor/contracts';
import { answerFound, answerUnavailable } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const putConnectionFaultsRoute = route(
  putConnectionFaults,
  async ({ params, body, call }, { sandbox }: Pick<Services, 'sandbox'>) => {
    const outcome = await sandbox.setFaults(call, { name: params.name, faults: body.value });
    return outcome.kind === 'unavailable' ? answerUnavailable(outcome) : answerFound(outcome);
  },
);

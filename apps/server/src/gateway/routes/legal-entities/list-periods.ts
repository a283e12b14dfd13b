/** The fiscal periods of one legal entity. */

import { listPeriods } from '@kontor/contracts';
import { notFound, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listPeriodsRoute = route(
  listPeriods,
  async ({ params, call }, { companies }: Pick<Services, 'companies'>) => {
    // Other people’s companies are not there, whatever the service would say.
    if (!call.actor.legalEntities.has(params.code)) return notFound();
    const outcome = await companies.listPeriods(call, params.code);
    if (outcome.kind === 'absent') return notFound();
    return reply(200, { items: [...outcome.value] });
  },
);

/** Opens or closes a fiscal period, if it still is as the caller read it. */

import { putPeriod } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { notFound, reply } from '../../answer.ts';
import { etagOf } from '../../request/etag.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const putPeriodRoute = route(
  putPeriod,
  async ({ params, body, version, call }, { companies }: Pick<Services, 'companies'>) => {
    if (!call.actor.legalEntities.has(params.code)) return notFound();
    const { status } = body.value;
    const outcome = await companies.putPeriod(call, { ...params, status, version });
    switch (outcome.kind) {
      case 'found': {
        const { value } = outcome;
        return reply(200, value, { etag: etagOf(value.version) });
      }
      case 'absent':
        return notFound();
      case 'stale':
        return { problem: 'precondition_failed' };
      default:
        return unreachable(outcome);
    }
  },
);

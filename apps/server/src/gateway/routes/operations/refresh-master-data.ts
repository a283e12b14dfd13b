/** Has the master data of a connection read again. */

import { refreshMasterData } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { notFound, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const refreshMasterDataRoute = route(
  refreshMasterData,
  async ({ params, call }, { operations }: Pick<Services, 'operations'>) => {
    const outcome = await operations.refreshMasterData(call, params.name);
    switch (outcome.kind) {
      case 'found':
        return reply(202, outcome.value);
      case 'absent':
        return notFound();
      case 'impossible':
        return { problem: 'action_not_possible', detail: outcome.detail };
      default:
        return unreachable(outcome);
    }
  },
);

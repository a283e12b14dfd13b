/** Takes a refusal back. */

import { deleteMatchRefusal } from '@kontor/contracts';
import type { MatchRefusalId } from '@kontor/kernel';
import { notFound, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const deleteMatchRefusalRoute = route(
  deleteMatchRefusal,
  async ({ params, call }, { receivables }: Pick<Services, 'receivables'>) => {
    const outcome = await receivables.withdrawRefusal(call, params.refusalId as MatchRefusalId);
    return outcome.kind === 'removed' ? reply(204, undefined) : notFound();
  },
);

/** What a system has of ours and the database does not. */

import { listUnknownPostings } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { notFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listUnknownPostingsRoute = route(
  listUnknownPostings,
  async ({ params, query, call, paging }, { operations }: Pick<Services, 'operations'>) => {
    const comparison = { name: params.name, since: query.since };
    const outcome = await operations.listUnknownPostings(call, comparison, paging.page);
    switch (outcome.kind) {
      case 'found':
        return paging.answer(outcome.value);
      case 'absent':
        return notFound();
      case 'impossible':
        return { problem: 'action_not_possible', detail: outcome.detail };
      default:
        return unreachable(outcome);
    }
  },
);

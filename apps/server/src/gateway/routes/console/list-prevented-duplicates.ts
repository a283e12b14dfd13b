/** What did not happen twice, for the console. */

import { listPreventedDuplicates } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listPreventedDuplicatesRoute = route(
  listPreventedDuplicates,
  async ({ call, query, paging }, { console }: Pick<Services, 'console'>) => {
    const outcome = await console.reports.duplicates(call, query, paging.page);
    if (outcome.kind === 'unacceptable') {
      return { problem: 'invalid_request', errors: outcome.errors };
    }
    return paging.answer(outcome.value);
  },
);

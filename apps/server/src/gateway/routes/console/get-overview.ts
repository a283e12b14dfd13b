/** How it stands, for one person. */

import { getOverview } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getOverviewRoute = route(
  getOverview,
  async ({ call }, { console }: Pick<Services, 'console'>) =>
    reply(200, await console.overview.read(call)),
);

/** How long records are kept, and what is held. */

import { getConsoleRetention } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConsoleRetentionRoute = route(
  getConsoleRetention,
  async ({ call }, { console }: Pick<Services, 'console'>) =>
    reply(200, await console.retention.read(call)),
);

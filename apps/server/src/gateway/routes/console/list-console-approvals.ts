/** What waits for a second person. */

import { listConsoleApprovals } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listConsoleApprovalsRoute = route(
  listConsoleApprovals,
  async ({ call }, { console }: Pick<Services, 'console'>) =>
    reply(200, await console.approvals.list(call)),
);

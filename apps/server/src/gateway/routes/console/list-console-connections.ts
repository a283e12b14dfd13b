/** The connections, in one line each. */

import { listConsoleConnections } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listConsoleConnectionsRoute = route(
  listConsoleConnections,
  async ({ call }, { console }: Pick<Services, 'console'>) =>
    reply(200, await console.connections.list(call)),
);

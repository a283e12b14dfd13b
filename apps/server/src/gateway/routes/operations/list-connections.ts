/** All connections with their state. */

import { listConnections } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listConnectionsRoute = route(
  listConnections,
  async ({ call }, { operations }: Pick<Services, 'operations'>) =>
    reply(200, { items: [...(await operations.listConnections(call))] }),
);

/** The processes with their priorities and pauses. */

import { listProcessControls } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listProcessControlsRoute = route(
  listProcessControls,
  async ({ call }, { drain }: Pick<Services, 'drain'>) =>
    reply(200, { items: [...(await drain.listControls(call))] }),
);

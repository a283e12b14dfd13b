/** Holds a lane. */

import { holdLane } from '@kontor/contracts';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const holdLaneRoute = route(
  holdLane,
  async ({ params, body, call }, { operations }: Pick<Services, 'operations'>) =>
    answerFound(await operations.holdLane(call, { id: params.laneId, reason: body.value.reason })),
);

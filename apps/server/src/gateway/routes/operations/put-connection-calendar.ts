/** Changes the calendar of a connection, if nobody was quicker. */

import { putConnectionCalendar } from '@kontor/contracts';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const putConnectionCalendarRoute = route(
  putConnectionCalendar,
  async ({ params, body, call }, { drain }: Pick<Services, 'drain'>) => {
    const outcome = await drain.changeCalendar(call, { name: params.name, ...body.value });
    switch (outcome.kind) {
      case 'stale':
        return { problem: 'version_conflict', detail: outcome.detail };
      case 'unacceptable':
        return { problem: 'unacceptable_calendar', errors: outcome.errors };
      default:
        return answerFound(outcome);
    }
  },
);

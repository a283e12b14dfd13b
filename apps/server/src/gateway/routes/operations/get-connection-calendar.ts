/** The calendar of a connection. */

import { getConnectionCalendar } from '@kontor/contracts';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConnectionCalendarRoute = route(
  getConnectionCalendar,
  async ({ params, call }, { drain }: Pick<Services, 'drain'>) =>
    answerFound(await drain.readCalendar(call, params.name)),
);

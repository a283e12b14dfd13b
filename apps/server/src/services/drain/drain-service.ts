/** Who goes first, what waits, and when nothing is sent: as operators decide it. */

import type { ProcessCatalogue } from '@kontor/engine';
import { parseInstant, type Clock } from '@kontor/kernel';
import type pg from 'pg';
import type { Draining } from '../../gateway/drain-services.ts';
import { changeCalendar } from './change-calendar.ts';
import { changeControl } from './change-control.ts';
import { readCalendar } from './read-calendar.ts';
import { readControls } from './read-controls.ts';

export type DrainContext = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly catalogue: ProcessCatalogue;
  /** Has the queues of this process obey what was just decided. */
  readonly obeySettings: () => Promise<void>;
};

export function drainService(context: DrainContext): Draining {
  return {
    async readCalendar(_call, name) {
      const value = await readCalendar(context.pool, name);
      return value ? { kind: 'found', value } : { kind: 'absent' };
    },
    changeCalendar: (call, change) => changeCalendar(context, call, change),
    listControls: () => readControls(context.pool, context.catalogue),
    async pauseProcess(call, change) {
      const { until } = change;
      if (until !== undefined && !isLater(until, context.clock)) return TOO_LATE;
      return changeControl(context, call, { ...change, kind: 'pause' });
    },
    resumeProcess: (call, change) => changeControl(context, call, { ...change, kind: 'resume' }),
    setPriority: (call, change) =>
      changeControl(context, call, {
        ...change,
        kind: 'priority',
        priority: change.priority,
      }),
  };
}

export function isLater(until: string, clock: Clock): boolean {
  const instant = parseInstant(until);
  return instant !== undefined && instant > clock.now();
}

export const TOO_LATE = {
  kind: 'impossible',
  detail: 'A pause ends later than it begins: `until` is over already.',
} as const;

/**
 * What people and calendars decided about the draining of lanes, as the stores obey it: which
 * connection stands until when, which process is paused, which goes first. Times are of the store's
 * own clock.
 */

import type { Instant } from '@kontor/kernel';
import type { Priority } from '../queue/priority.ts';

export type DrainControl = {
  /** By connection; `until` absent: until somebody resumes it. */
  readonly pausedConnections: Map<string, { readonly until?: Instant }>;
  readonly windows: CalendarWindow[];
  readonly processes: ProcessControl[];
};

/** Nothing is sent from `from` (included) to `until` (excluded). */
export type CalendarWindow = {
  readonly connection: string;
  readonly from: Instant;
  readonly until: Instant;
};

export type ProcessControl = {
  readonly process: string;
  /** Absent: at every connection. */
  readonly connection?: string;
  readonly priority?: Priority;
  readonly paused?: { readonly until?: Instant };
};

export function noDrainControl(): DrainControl {
  return { pausedConnections: new Map(), windows: [], processes: [] };
}

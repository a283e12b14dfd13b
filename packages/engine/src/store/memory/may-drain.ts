/** What may leave now, and how urgent it is: the rules that PostgreSQL has in its lease. */

import { toEpochMs, type Instant } from '@kontor/kernel';
import { PRIORITIES, USUAL_PRIORITY } from '../../queue/priority.ts';
import type { DrainControl } from '../drain-control.ts';

export function isStanding(control: DrainControl, connection: string, now: Instant): boolean {
  const paused = control.pausedConnections.get(connection);
  if (paused && lasts(paused, now)) return true;
  return control.windows.some(
    (window) => window.connection === connection && window.from <= now && window.until > now,
  );
}

export type WorkOf = { readonly process: string; readonly connection: string };

export function isProcessPaused(control: DrainControl, work: WorkOf, now: Instant): boolean {
  return rulesFor(control, work).some(({ paused }) => paused && lasts(paused, now));
}

/** 0 goes first. */
export function classOf(control: DrainControl, work: WorkOf): number {
  const rules = rulesFor(control, work);
  const here = rules.find(({ connection }) => connection !== undefined)?.priority;
  const everywhere = rules.find(({ connection }) => connection === undefined)?.priority;
  return PRIORITIES.indexOf(here ?? everywhere ?? USUAL_PRIORITY);
}

export function standsInMs(
  { windows }: DrainControl,
  connection: string,
  now: Instant,
): number | undefined {
  const next = windows
    .filter((window) => window.connection === connection && window.from > now)
    .map(({ from }) => toEpochMs(from));
  return next.length === 0 ? undefined : Math.min(...next) - toEpochMs(now);
}

function rulesFor({ processes }: DrainControl, { process, connection }: WorkOf) {
  return processes.filter(
    (rule) =>
      rule.process === process && (rule.connection === undefined || rule.connection === connection),
  );
}

function lasts({ until }: { readonly until?: Instant }, now: Instant): boolean {
  return until === undefined || until > now;
}

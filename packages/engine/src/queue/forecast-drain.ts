/**
 * When a backlog will be gone: what waits flows at the pace of the connection, classes share it as
 * the lease shares lanes, and nothing flows in a window of the calendar or while paused. Pure.
 * Within a class everything is gone at once, for its lanes take turns by age.
 */

import { plusMs, toEpochMs, type Instant } from '@kontor/kernel';
import { PRIORITIES, SHARES, type Priority } from './priority.ts';

export type DrainFacts = {
  readonly now: Instant;
  /** Deliveries per second that can be expected while it flows. */
  readonly perSecond: number;
  /** Windows of the calendar, and a pause that ends by itself. */
  readonly windows: readonly { readonly from: Instant; readonly until: Instant }[];
  readonly work: readonly WaitingWork[];
};

export type WaitingWork = {
  readonly process: string;
  readonly priority: Priority;
  readonly waiting: number;
  /** Its process is paused; `until` absent: until somebody resumes it. */
  readonly paused?: { readonly until?: Instant };
};

export type DrainForecast = {
  /** Absent when something of it waits for a person, or is too far away to tell. */
  readonly finishesAt?: Instant;
  /** By process, the same. */
  readonly finishes: ReadonlyMap<string, Instant>;
  /** What waits at the moments where the pace changes. */
  readonly points: readonly { readonly at: Instant; readonly waiting: number }[];
};

export function forecastDrain(facts: DrainFacts): DrainForecast {
  const finishes = new Map<string, Instant>();
  let rest: readonly WaitingWork[] = facts.work.filter(({ waiting }) => waiting > 0);
  let at = facts.now;
  const points = [{ at, waiting: sumOf(rest) }];
  for (let step = 0; step < STEPS_MAX && rest.length > 0; step++) {
    const flow = flowAt(facts, rest, at);
    if (flow.untilMs === Infinity) break;
    at = plusMs(at, flow.untilMs);
    rest = rest.flatMap((work) => {
      const waiting = work.waiting - ((flow.rates.get(work) ?? 0) * flow.untilMs) / 1_000;
      if (waiting > HARDLY_ANY) return [{ ...work, waiting }];
      finishes.set(work.process, at);
      return [];
    });
    points.push({ at, waiting: Math.round(sumOf(rest)) });
  }
  return { ...(rest.length === 0 && { finishesAt: at }), finishes, points };
}

type Flow = {
  /** Per second, of what flows now. */
  readonly rates: ReadonlyMap<WaitingWork, number>;
  /** How long it stays so. */
  readonly untilMs: number;
};

function flowAt(facts: DrainFacts, rest: readonly WaitingWork[], at: Instant): Flow {
  const window = facts.windows.find(({ from, until }) => from <= at && at < until);
  if (window) return { rates: new Map(), untilMs: msBetween(at, window.until) };
  const isWaitingToResume = ({ paused }: WaitingWork) =>
    paused !== undefined && (paused.until === undefined || paused.until > at);
  const rates = shareOut(
    rest.filter((work) => !isWaitingToResume(work)),
    facts.perSecond,
  );
  const changes = [
    ...facts.windows.filter(({ from }) => from > at).map(({ from }) => msBetween(at, from)),
    ...rest.flatMap(({ paused }) =>
      paused?.until !== undefined && paused.until > at ? [msBetween(at, paused.until)] : [],
    ),
    ...[...rates].map(([{ waiting }, rate]) => Math.ceil((waiting / rate) * 1_000)),
  ];
  // A window that comes changes nothing while everything waits for a person.
  const isHopeless = rates.size === 0 && rest.every(({ paused }) => paused?.until === undefined);
  return { rates, untilMs: isHopeless ? Infinity : Math.min(Infinity, ...changes) };
}

/** Each class that has work its share, the highest what is left; within a class by what waits. */
function shareOut(
  flowing: readonly WaitingWork[],
  perSecond: number,
): ReadonlyMap<WaitingWork, number> {
  const classes = PRIORITIES.map((priority) =>
    flowing.filter((work) => work.priority === priority),
  ).filter((works) => works.length > 0);
  const lower = classes.slice(1).map((works) => SHARES[works[0]?.priority ?? 'bulk']);
  const shares = [1 - lower.reduce((sum, share) => sum + share, 0), ...lower];
  return new Map(
    classes.flatMap((works, index) => {
      const total = sumOf(works);
      const rate = perSecond * (shares[index] ?? 0);
      return works.map((work) => [work, (rate * work.waiting) / total] as const);
    }),
  );
}

function sumOf(works: readonly WaitingWork[]): number {
  return works.reduce((sum, { waiting }) => sum + waiting, 0);
}

function msBetween(from: Instant, until: Instant): number {
  return toEpochMs(until) - toEpochMs(from);
}

/** What is left over by rounding to whole milliseconds. */
const HARDLY_ANY = 0.001;
/** A year of nightly windows; a forecast that reaches further is none. */
const STEPS_MAX = 1_000;

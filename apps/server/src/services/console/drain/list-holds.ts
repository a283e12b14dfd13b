/** What keeps something from being sent now: who, why, since when and until when. */

import type { ConnectionDrain, ConsoleLane, DrainHold, DrainOfProcess } from '@kontor/contracts';
import type { QueueView } from '@kontor/engine';
import { plusMs, type Instant } from '@kontor/kernel';
import type { ForecastFacts } from './forecast-connection.ts';

export type HoldFacts = ForecastFacts & {
  readonly processes: readonly DrainOfProcess[];
  readonly lanes: readonly ConsoleLane[];
  readonly calendar: ConnectionDrain['calendar'];
};

export function listHolds(facts: HoldFacts): DrainHold[] {
  const { line, view, now, processes, lanes } = facts;
  return [
    ...holdsOfConnection(facts),
    ...holdsOfSystem(view, now).map((hold) => ({
      ...{ ...hold, by: 'Kontor', whose: line.title, waiting: line.waiting },
    })),
    ...processes.flatMap(({ paused, title: whose, waiting, process }): DrainHold[] => {
      if (!paused) return [];
      const { at: since, ...pause } = paused;
      return [{ what: 'process', whose, since, ...pause, waiting, process }];
    }),
    ...lanes.flatMap(({ held, id, key, partyName, waiting, legalEntity }): DrainHold[] => {
      if (!held) return [];
      const { at: since, by, reason } = held;
      const whose = partyName ?? key;
      return [{ what: 'lane', ...{ whose, by, since, reason, waiting, lane: id, legalEntity } }];
    }),
  ];
}

function holdsOfConnection({ line, calendar, now }: HoldFacts): DrainHold[] {
  const { title: whose, waiting } = line;
  const current = calendar.windows.filter(({ from, until }) => from <= now && until > now);
  return [
    ...(line.paused ? [line.paused] : []).map(({ at: since, ...pause }): DrainHold => ({
      what: 'connection',
      whose,
      waiting,
      since,
      ...pause,
    })),
    ...current.map(({ entry, from: since, until, title }): DrainHold => {
      const planned = calendar.entries.find((other) => other.entry === entry);
      const by = planned?.by ?? 'Kontor';
      return { what: 'calendar', ...{ whose, waiting, since, until, reason: title, by } };
    }),
  ];
}

type HoldOfSystem = Pick<DrainHold, 'what' | 'reason' | 'until'>;

function holdsOfSystem(view: QueueView | undefined, now: Instant): readonly HoldOfSystem[] {
  const until = (ms: number | undefined) => (ms === undefined ? {} : { until: plusMs(now, ms) });
  return [
    ...(view?.breaker === 'open'
      ? [
          {
            what: 'breaker' as const,
            reason: 'It does not answer: it is tried by one delivery at a time.',
            ...until(view.triesAgainInMs),
          },
        ]
      : []),
    ...(view?.restsForMs === undefined
      ? []
      : [
          {
            what: 'rest' as const,
            reason: 'It refused calls as too many and asked for silence.',
            ...until(view.restsForMs),
          },
        ]),
  ];
}

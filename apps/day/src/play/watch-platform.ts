/** Looks at the platform twice a second, tells how it stands, and remembers what it saw. */

import { setTimeout as sleep } from 'node:timers/promises';
import {
  getControlTotals,
  listConnections,
  type Connection,
  type ControlTotals,
} from '@kontor/contracts';
import type { Clock, Instant } from '@kontor/kernel';
import type { ApiClient } from '@kontor/client';
import type { Progress } from './progress.ts';

export type Watching = {
  readonly api: ApiClient;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Totals count what was accepted from here on. */
  readonly from: Instant;
};

export type PlatformState = {
  readonly atMs: number;
  readonly waiting: number;
  readonly counts: Readonly<Record<Count, number>>;
  /** Of payments and invoices together. */
  readonly working: number;
};

type Count =
  'accepted' | 'working' | 'waiting' | 'parked' | 'done' | 'refused' | 'cancelled' | 'takenBack';

export type PlatformWatch = {
  readonly states: readonly PlatformState[];
  stop(): Promise<void>;
};

export function watchPlatform({ api, clock, progress, from }: Watching): PlatformWatch {
  const states: PlatformState[] = [];
  let isStopped = false;
  const loop = async () => {
    while (!isStopped) {
      const connections = await api.call(listConnections);
      const totals = await api.call(getControlTotals, { query: { from } });
      if (connections.kind === 'answered' && totals.kind === 'answered') {
        const state = toState(connections.body.items, totals.body, clock);
        states.push(state);
        progress.state(inWords(state, connections.body.items));
      }
      await sleep(LOOK_PAUSE_MS);
    }
  };
  const looping = loop();
  return {
    states,
    async stop() {
      isStopped = true;
      await looping;
    },
  };
}

function toState(
  connections: readonly Connection[],
  { rows }: ControlTotals,
  clock: Clock,
): PlatformState {
  const countOf = (name: Count) => rows.reduce((sum, row) => sum + row[name].count, 0);
  const counts = Object.fromEntries(COUNTS.map((name) => [name, countOf(name)]));
  return {
    atMs: clock.elapsedMs(),
    waiting: connections.reduce((sum, { waiting }) => sum + waiting, 0),
    counts: counts as PlatformState['counts'],
    working: counts['working'] ?? 0,
  };
}

function inWords({ counts }: PlatformState, connections: readonly Connection[]): string {
  const systems = connections.map(({ name, breaker, state, waiting, forecast }) => {
    const health = state === 'paused' ? 'paused' : BREAKER_WORDS[breaker];
    const ends =
      forecast?.finishesAt && waiting > 0 ? `, clear at ${timeOf(forecast.finishesAt)}` : '';
    return `${name} ${health} (${waiting} waiting${ends})`;
  });
  const { accepted, done, parked, refused } = counts;
  const aside = parked + refused;
  return `accepted ${accepted} · done ${done} · aside ${aside} · ${systems.join(' · ')}`;
}

/** `14:03:27` of an instant. */
function timeOf(instant: string): string {
  return instant.slice(11, 19);
}

const BREAKER_WORDS = { closed: 'well', open: 'down', 'half-open': 'being tried' } as const;

const COUNTS: readonly Count[] = [
  'accepted',
  'working',
  'waiting',
  'parked',
  'done',
  'refused',
  'cancelled',
  'takenBack',
];

const LOOK_PAUSE_MS = 500;

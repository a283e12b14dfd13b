/**
 * What a server does without being asked: move events from the outbox, match receipts, take in
 * files that appear in the watched folder, and read master data anew. Each duty repeats by itself;
 * one that fails is told of and tried again, and never stops the others.
 */

import { relayOutbox, systemTimers, type Timers } from '@kontor/engine';
import type { IdSource } from '@kontor/kernel';
import type pg from 'pg';
import type { Queues } from '../queues/start-queues.ts';

export type Duties = { stop(): Promise<void> };

/** Answers how long to rest before it is done again. */
export type Duty = () => Promise<number>;

export type DutiesOptions = {
  readonly pool: pg.Pool;
  readonly ids: IdSource;
  readonly queues: Queues;
  readonly further: readonly Duty[];
  readonly onTrouble: (error: unknown) => void;
};

export function startDuties(options: DutiesOptions): Duties {
  const { onTrouble } = options;
  const stopping = new AbortController();
  const running = [relay(options), ...options.further].map((duty) =>
    repeat(duty, { onTrouble, timers: systemTimers, signal: stopping.signal }),
  );
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

type Repetition = {
  readonly onTrouble: (error: unknown) => void;
  readonly timers: Timers;
  readonly signal: AbortSignal;
};

async function repeat(duty: Duty, { onTrouble, timers, signal }: Repetition): Promise<void> {
  const alarm = timers.alarm();
  signal.addEventListener('abort', () => alarm.now(), { once: true });
  while (!signal.aborted) {
    const restMs = await duty().catch((error: unknown) => {
      onTrouble(error);
      return AFTER_TROUBLE_MS;
    });
    if (!signal.aborted && restMs > 0) await alarm.ring(restMs);
  }
}

function relay({ pool, ids, queues }: DutiesOptions): Duty {
  return async () => {
    const { events, connections } = await relayOutbox(pool, ids);
    queues.wake(connections);
    return events > 0 ? 0 : RELAY_REST_MS;
  };
}

/** How late an event may reach its readers when it is the first after a pause. */
const RELAY_REST_MS = 50;
const AFTER_TROUBLE_MS = 1_000;

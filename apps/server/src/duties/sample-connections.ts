/**
 * Note every ten seconds how much waits for each connection and what its queue did meanwhile: the
 * last hour of a connection is drawn from it, and the pace at which it usually works is read off
 * it. A few rows a minute, whatever the traffic.
 */

import type { QueueCounts, QueueView } from '@kontor/engine';
import { instantFromMs, toEpochMs, type Clock } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { readBacklog } from '../services/operations/read-backlog.ts';
import type { Duty } from './start-duties.ts';

export type SamplingOptions = {
  readonly pool: Queryable;
  readonly clock: Clock;
  readonly inspect: (connection: string) => QueueView | undefined;
};

export function sampleConnections({ pool, clock, inspect }: SamplingOptions): Duty {
  const before = new Map<string, QueueCounts>();
  return async () => {
    const backlog = await readBacklog(pool);
    const { rows } = await pool.query<{ name: string }>({ text: 'select name from connection' });
    const samples = rows.flatMap(({ name }) => {
      const counts = inspect(name)?.counts;
      if (!counts) return [];
      const { finished, tried, failing } = before.get(name) ?? NOTHING;
      before.set(name, counts);
      return {
        connection: name,
        waiting: backlog.get(name) ?? 0,
        finished: counts.finished - finished,
        tried: counts.tried - tried,
        failing: counts.failing - failing,
      };
    });
    await pool.query({
      name: 'add_connection_samples',
      text: ADD_CONNECTION_SAMPLES,
      values: [JSON.stringify(samples), slotOf(clock)],
    });
    return msToNextSlot(clock);
  };
}

/** Slots begin at whole tens of seconds, so that all processes add to the same rows. */
function slotOf(clock: Clock): string {
  const nowMs = toEpochMs(clock.now());
  return instantFromMs(nowMs - (nowMs % SLOT_MS));
}

/** Just before the slot ends, so that what is noted in it happened in it. */
function msToNextSlot(clock: Clock): number {
  const restMs = SLOT_MS - (toEpochMs(clock.now()) % SLOT_MS) - MARGIN_MS;
  return restMs > 0 ? restMs : restMs + SLOT_MS;
}

// The backlog is of the whole installation, whoever counts it; what was done is added up.
const ADD_CONNECTION_SAMPLES = `
  insert into connection_sample (connection, sampled_at, waiting, finished, tried, failing)
  select connection, $2::timestamptz, waiting, finished, tried, failing
  from jsonb_to_recordset($1::jsonb) as sample
    (connection text, waiting bigint, finished integer, tried integer, failing integer)
  on conflict (connection, sampled_at) do update set
    waiting = excluded.waiting,
    finished = connection_sample.finished + excluded.finished,
    tried = connection_sample.tried + excluded.tried,
    failing = connection_sample.failing + excluded.failing
`;

export const SLOT_MS = 10_000;
const MARGIN_MS = 250;
const NOTHING: QueueCounts = { finished: 0, tried: 0, failing: 0 };

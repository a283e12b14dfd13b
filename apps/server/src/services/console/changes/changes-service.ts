/**
 * Tells everybody who listens which topics changed.
 *
 * All listeners of a process share one look at the database per second; while nobody listens,
 * nothing is asked. What is looked at are the database's own counters of rows written, which costs
 * the writers nothing, tells of changes by any process, and only moves when they are committed.
 */

import { TOPICS, type Topic } from '@kontor/contracts';
import type { Alarm, Timers } from '@kontor/engine';
import type { Queryable } from '@kontor/postgres';
import type { ConsoleChanges, ConsoleNews } from '../../../gateway/console-services.ts';
import { readMarks, type Marks } from './read-marks.ts';
import { changedSince, positionOf } from './position.ts';

type Options = {
  readonly pool: Queryable;
  readonly timers: Timers;
  /** Told of looks that failed; the next one looks again. */
  readonly onTrouble: (error: unknown) => void;
};

type Listener = { readonly subject: string; readonly news: Alarm };

export function changesService({ pool, timers, onTrouble }: Options): ConsoleChanges {
  const listeners = new Set<Listener>();
  let marks: Marks | undefined;
  let isLooking = false;

  async function look(): Promise<void> {
    isLooking = true;
    while (listeners.size > 0) {
      const seen = await readMarks(pool).catch(onTrouble);
      if (seen) marks = seen;
      if (seen) for (const { news } of listeners) news.now();
      await timers.sleep(LOOK_MS);
    }
    isLooking = false;
    // What is known grows old while nobody looks.
    marks = undefined;
  }

  async function* listen(
    listener: Listener,
    topics: readonly Topic[],
    { after, signal }: Parameters<ConsoleChanges['watch']>[1],
  ): AsyncGenerator<ConsoleNews> {
    let told = after;
    let isFirst = true;
    let quietMs = 0;
    const leave = () => listener.news.now();
    signal.addEventListener('abort', leave);
    try {
      while (!signal.aborted) {
        await listener.news.ring(LOOK_MS * 2);
        const changed = marks && changedSince(told, marks, topics);
        if (marks && changed && (isFirst || changed.length > 0)) {
          told = positionOf(marks);
          isFirst = false;
          quietMs = 0;
          yield { kind: 'change', id: told, topics: [...changed] };
        } else if ((quietMs += LOOK_MS) >= HEARTBEAT_MS) {
          quietMs = 0;
          yield { kind: 'still-here' };
        }
      }
    } finally {
      signal.removeEventListener('abort', leave);
      listeners.delete(listener);
    }
  }

  return {
    watch({ actor }, options) {
      const { subject, permissions } = actor;
      const own = [...listeners].filter((listener) => listener.subject === subject);
      if (own.length >= LISTENERS_PER_PERSON_MAX) return undefined;
      const listener = { subject, news: timers.alarm() };
      listeners.add(listener);
      // A stream that is never read has no end of its own.
      options.signal.addEventListener('abort', () => void listeners.delete(listener));
      if (!isLooking) void look();
      const topics = TOPIC_LIST.filter(([, permission]) => permissions.has(permission));
      return listen(
        listener,
        topics.map(([topic]) => topic),
        options,
      );
    },
  };
}

const TOPIC_LIST = Object.entries(TOPICS) as [Topic, (typeof TOPICS)[Topic]][];

/** Soon enough to be felt as live, seldom enough to cost nothing: under a millisecond a second. */
const LOOK_MS = 1_000;

/** Proxies give up on what is silent for a minute; some after twenty seconds. */
const HEARTBEAT_MS = 15_000;

/** Tabs of one browser share a stream; this is a few browsers and those that are being closed. */
const LISTENERS_PER_PERSON_MAX = 8;

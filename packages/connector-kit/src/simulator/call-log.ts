/**
 * Every call that reached a simulated system, whatever became of it: how many came in a second, and
 * how many were there at once, is counted here. Kept in memory, the oldest forgotten.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Instant } from '@kontor/kernel';

export type Call = {
  /** 1, 2, 3 … */
  readonly sequence: number;
  readonly at: Instant;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** When it was answered, or its caller or the system cut it; absent while it is under way. */
  endedAt?: Instant;
  /** What was answered; absent when nothing was. */
  status?: number;
};

export type CallLog = {
  arrived(incoming: IncomingMessage, outgoing: ServerResponse): void;
  /** Those behind the call `sequence`, the oldest first. */
  after(sequence: number, limit: number): readonly Call[];
};

export function openCallLog(clock: Clock): CallLog {
  const calls = new Map<number, Call>();
  let last = 0;
  return {
    arrived(incoming, outgoing) {
      const sequence = ++last;
      const [path = '/'] = (incoming.url ?? '/').split('?');
      const call: Call = { sequence, at: clock.now(), method: incoming.method ?? 'GET', path };
      calls.set(sequence, call);
      calls.delete(sequence - CALLS_MAX);
      outgoing.once('close', () => {
        call.endedAt = clock.now();
        if (outgoing.writableFinished) call.status = outgoing.statusCode;
      });
    },
    after(sequence, limit) {
      const from = Math.max(sequence, last - CALLS_MAX) + 1;
      const until = Math.min(from + limit - 1, last);
      const wanted: Call[] = [];
      for (let each = from; each <= until; each++) {
        const call = calls.get(each);
        if (call) wanted.push(call);
      }
      return wanted;
    },
  };
}

/** An outage with a backlog of fifty thousand, in about twenty megabytes. */
const CALLS_MAX = 100_000;

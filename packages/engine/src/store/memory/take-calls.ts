/** Calls given out, and rests, in memory: the arithmetic that PostgreSQL has in its statement. */

import { plusMs, toEpochMs, type Clock } from '@kontor/kernel';
import { CALLS_AHEAD_MS, CALLS_BEHIND_MS, type CallRequest } from '../calls.ts';
import type { MemoryBooks } from './memory-books.ts';

export function takeCalls(
  { calls: given }: MemoryBooks,
  clock: Clock,
  { connection, calls, everyMs }: CallRequest,
): number {
  const nowMs = toEpochMs(clock.now());
  const known = given.get(connection);
  const latestMs = nowMs + CALLS_AHEAD_MS + everyMs * 100;
  const fromMs = known
    ? Math.max(Math.min(known.givenUntilMs, latestMs), nowMs - CALLS_BEHIND_MS)
    : nowMs;
  given.set(connection, { ...known, givenUntilMs: fromMs + calls * everyMs });
  return Math.max(0, fromMs - nowMs);
}

export function restConnection(
  { calls: given }: MemoryBooks,
  clock: Clock,
  connection: string,
  restMs: number,
): void {
  const known = given.get(connection) ?? { givenUntilMs: toEpochMs(clock.now()) };
  const until = plusMs(clock.now(), restMs);
  const isLonger = known.restsUntil === undefined || known.restsUntil < until;
  if (isLonger) given.set(connection, { ...known, restsUntil: until });
}

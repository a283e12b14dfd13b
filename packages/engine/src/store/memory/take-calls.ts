/** Calls given out, rests and probes, in memory: what PostgreSQL has in its statements. */

import { plusMs, toEpochMs, type Clock } from '@kontor/kernel';
import {
  CALLS_AHEAD_MS,
  madeUpForMs,
  type CallRequest,
  type ProbeClaim,
  type ProbeRequest,
} from '../calls.ts';
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
    ? Math.max(Math.min(known.givenUntilMs, latestMs), nowMs - madeUpForMs(everyMs))
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

export function claimProbe(
  { calls: given }: MemoryBooks,
  clock: Clock,
  { connection, probeMs, renewed }: ProbeRequest,
): ProbeClaim | undefined {
  const nowMs = toEpochMs(clock.now());
  const known = given.get(connection) ?? { givenUntilMs: nowMs };
  const isOurs = renewed !== undefined && renewed.token === known.probeToken;
  if (!isOurs && (known.probedUntilMs ?? 0) > nowMs) return undefined;
  const token = (known.probeToken ?? 0n) + 1n;
  given.set(connection, { ...known, probedUntilMs: nowMs + probeMs, probeToken: token });
  return { connection, token };
}

export function endProbe(
  { calls: given }: MemoryBooks,
  clock: Clock,
  { connection, token }: ProbeClaim,
  restMs: number,
): void {
  const known = given.get(connection);
  if (known?.probeToken !== token) return;
  given.set(connection, { ...known, probedUntilMs: toEpochMs(clock.now()) + restMs });
}

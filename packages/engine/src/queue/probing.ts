/**
 * Who may see whether a system is back, when its breaker is half open: of all processes one at a
 * time, for each of them has a breaker of its own. A claim that found nothing to send is kept for a
 * moment, so that an idle queue does not claim anew at every look. What a probe taught its process
 * keeps the others from asking again at once: a system that failed rests for all of them.
 */

import type { Clock } from '@kontor/kernel';
import type { ProbeClaim } from '../store/calls.ts';
import type { EngineStore } from '../store/engine-store.ts';
import type { Breaker } from './breaker.ts';

export type Probing = {
  /** Whether anything may be leased now: while the breaker is half open, by one process. */
  mayCall(): Promise<boolean>;
  /** Lanes that were leased before wait until the probe has told. */
  letThrough(isProbe: boolean): boolean;
  /** Told of the work on a probe: what that taught says how long nobody probes. */
  watch<Result>(work: Promise<Result>): Promise<Result>;
  /** Leaves the right to probe to others. */
  stop(): Promise<void>;
};

export type ProbingOptions = {
  readonly connection: string;
  readonly store: Pick<EngineStore, 'claimProbe' | 'endProbe'>;
  readonly clock: Pick<Clock, 'elapsedMs'>;
  readonly onTrouble: (error: unknown) => void;
};

type BreakerState = {
  kind(): Breaker['kind'];
  inspect(): { readonly triesAgainInMs?: number };
};

export function probing(options: ProbingOptions, breaker: BreakerState): Probing {
  const { connection, store, clock, onTrouble } = options;
  let claimed: { readonly claim: ProbeClaim; readonly atMs: number } | undefined;

  async function claim(): Promise<boolean> {
    const atMs = clock.elapsedMs();
    if (claimed && atMs - claimed.atMs < KEPT_MS) return true;
    const renewed = claimed ? { renewed: claimed.claim } : {};
    const request = { connection, probeMs: PROBE_MS, ...renewed };
    const given = await store.claimProbe(request).catch(onTrouble);
    claimed = given ? { claim: given, atMs } : undefined;
    return claimed !== undefined;
  }

  async function end(restMs: number): Promise<void> {
    if (!claimed) return;
    const ended = claimed.claim;
    claimed = undefined;
    await store.endProbe(ended, restMs).catch(onTrouble);
  }

  return {
    mayCall: async () => breaker.kind() !== 'half-open' || claim(),
    letThrough: (isProbe) =>
      breaker.kind() === 'closed' || (isProbe && breaker.kind() === 'half-open'),
    async watch(work) {
      const result = await work;
      await end(breaker.inspect().triesAgainInMs ?? 0);
      return result;
    },
    stop: () => end(0),
  };
}

/** As long as a lease: whoever probes has an answer by then, or is dead. */
const PROBE_MS = 30_000;
/** Between two renewals, so that enough is left for a call that is begun late. */
const KEPT_MS = 5_000;

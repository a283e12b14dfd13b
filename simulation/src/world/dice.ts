/**
 * Randomness by purpose: each use draws from a stream of its own, so that switching one fault off
 * leaves the draws of all others as they were. That keeps shrinking honest.
 */

import { seededRandom, type Random } from '@kontor/kernel';

export type Dice = {
  of(purpose: string): Random;
  /** Evenly between the two. */
  between(purpose: string, low: number, high: number): number;
  /** Mostly near the low end, now and then near the high one: rates and delays. */
  skewed(purpose: string, low: number, high: number): number;
  whole(purpose: string, low: number, high: number): number;
  chance(purpose: string, probability: number): boolean;
  oneOf<Value>(purpose: string, values: readonly [Value, ...Value[]]): Value;
};

export function diceOf(seed: number): Dice {
  const streams = new Map<string, Random>();
  function of(purpose: string): Random {
    let stream = streams.get(purpose);
    if (!stream) streams.set(purpose, (stream = seededRandom(mix(seed, purpose))));
    return stream;
  }
  const between = (purpose: string, low: number, high: number) =>
    low + of(purpose).fraction() * (high - low);
  return {
    of,
    between,
    skewed: (purpose, low, high) => low * (high / low) ** of(purpose).fraction(),
    whole: (purpose, low, high) => Math.floor(between(purpose, low, high + 1)),
    chance: (purpose, probability) => probability > 0 && of(purpose).fraction() < probability,
    oneOf: (purpose, values) =>
      values[Math.floor(of(purpose).fraction() * values.length)] ?? values[0],
  };
}

/** FNV-1a over the purpose, stirred into the seed: neighbouring seeds share nothing. */
function mix(seed: number, purpose: string): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let at = 0; at < purpose.length; at++) {
    hash = Math.imul(hash ^ purpose.charCodeAt(at), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

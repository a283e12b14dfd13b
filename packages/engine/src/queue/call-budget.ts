/**
 * How many calls per second a connection may make now: the least of what is configured, what its
 * system taught us, and what is left of its allowance. Says which of them it is, for people.
 */

import type { Allowance } from '@kontor/connector-sdk';
import { learnedPerSecond, type LearnedRate } from './learned-rate.ts';

export type CallBudget = {
  /** Undefined: as fast as concurrency allows. */
  readonly perSecond?: number;
  readonly by?: 'settings' | 'learned' | 'allowance';
};

export type BudgetParts = {
  readonly configured: number | undefined;
  readonly learned: LearnedRate;
  readonly allowance: Allowance | undefined;
  readonly nowMs: number;
};

export function callBudget({ configured, learned, allowance, nowMs }: BudgetParts): CallBudget {
  const limits: readonly (readonly [NonNullable<CallBudget['by']>, number | undefined])[] = [
    ['settings', configured],
    ['learned', learnedPerSecond(learned, nowMs)],
    ['allowance', paceOf(allowance)],
  ];
  let least: CallBudget = {};
  for (const [by, perSecond] of limits) {
    if (perSecond === undefined) continue;
    if (least.perSecond === undefined || perSecond < least.perSecond) least = { perSecond, by };
  }
  return least;
}

/**
 * An allowance is for all who call the system, people too: its last twentieth is spread over the
 * day. What comes before is spent as it is needed.
 */
function paceOf(allowance: Allowance | undefined): number | undefined {
  if (allowance === undefined) return undefined;
  const left = Math.max(0, allowance.max - allowance.used);
  if (left > allowance.max * RESERVE) return undefined;
  return Math.max(PACE_MIN, left / DAY_SECONDS);
}

const RESERVE = 0.05;
const DAY_SECONDS = 86_400;
/** Used up: one call in ten minutes sees whether there is some again. */
const PACE_MIN = 1 / 600;

/**
 * What is due at a moment. A day of a term has 24 hours, whatever clocks do in spring; only what is
 * counted by the day is kept by the day.
 */

import { bankingDayOf, plusDays, plusMs, type BankingDay, type Instant } from '@kontor/kernel';
import { IDLE_MS_MAX } from '../identity/sessions/session.ts';
import type { RetentionTerms } from './retention-terms.ts';

/** Due is what is as old as this, or older. */
export type DueBefore = {
  readonly usedKeysAt: Instant;
  readonly preventedOn: BankingDay;
  readonly sampledAt: Instant;
  readonly toldAt: Instant;
  /** What says itself when it ends: sessions, and what a sign-in leaves. */
  readonly endedAt: Instant;
  /** Sessions that nobody came back to. */
  readonly lastSeenAt: Instant;
};

export function dueBefore(asOf: Instant, terms: RetentionTerms): DueBefore {
  return {
    usedKeysAt: daysBefore(asOf, terms.idempotencyKeysDays),
    // A day is over when the next one begins, and is kept for its term after that.
    preventedOn: plusDays(bankingDayOf(asOf), -terms.preventedDuplicatesDays - 1),
    sampledAt: daysBefore(asOf, terms.connectionSamplesDays),
    toldAt: daysBefore(asOf, terms.webhookDeliveriesDays),
    endedAt: asOf,
    lastSeenAt: plusMs(asOf, -IDLE_MS_MAX),
  };
}

function daysBefore(instant: Instant, days: number): Instant {
  return plusMs(instant, -days * DAY_MS);
}

const DAY_MS = 86_400_000;

/**
 * A batch of ordinary invoices, handed over at an even pace through the public API by the
 * applications of the sandbox: something to watch, at any time and as often as anyone likes.
 */

import { bankingDayOf, seededRandom, systemClock, type Random } from '@kontor/kernel';
import { DAYS } from '../scenario/scenario.ts';
import { makeOrdinary, numbersOf } from '../scenario/make-ordinary.ts';
import { toSubmission } from '../scenario/to-submission.ts';
import { workingDaysUntil } from '../scenario/working-days.ts';
import type { DayOptions } from './day-options.ts';
import { openApis } from './open-apis.ts';
import { submitInvoices } from './submit-invoices.ts';

export type Batch = {
  readonly seconds: number;
  /** The number of each invoice begins with one of these. */
  readonly numbersBegin: readonly string[];
  /** Settles when each was answered. */
  readonly done: Promise<void>;
};

export function openBatchSender(options: DayOptions, random: Random): (count: number) => Batch {
  const { company, clock = systemClock } = options;
  const apis = openApis(options, clock);
  return (count) => {
    const seed = SEED_MIN + Math.floor(random.fraction() * (SEED_MAX - SEED_MIN));
    const today = bankingDayOf(clock.now());
    const drawn = { company, random: seededRandom(seed) };
    const invoices = makeOrdinary(
      company.customers.filter(({ blocked }) => !blocked),
      count,
      { ...drawn, days: workingDaysUntil(today, DAYS), numbering: numbersOf({ seed, today }) },
    );
    const durationMs = Math.min(count * PACE_MS, DURATION_MS_MAX);
    const done = submitInvoices({
      submissions: invoices.map((invoice) => toSubmission(invoice, drawn)),
      senders: apis,
      clock,
      durationMs,
      before: async () => {},
      answered: () => {},
    });
    const begins = invoices.map(({ number }) => number.slice(0, number.lastIndexOf('-') + 1));
    return {
      seconds: Math.ceil(durationMs / 1_000),
      numbersBegin: [...new Set(begins)].toSorted(),
      done: done.then(() => {}),
    };
  };
}

/** Fifty a second: quick enough to pile up before anybody is bored. */
const PACE_MS = 20;
const DURATION_MS_MAX = 20_000;
/** Days are played with small seeds; a batch draws from the rest, and never meets their numbers. */
const SEED_MIN = 10_000;
const SEED_MAX = 99_999;

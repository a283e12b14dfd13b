/** Records, terms and holds as they come: near the ends of terms, on both sides and at them. */

import { parseInstant, present, type Instant } from '@kontor/kernel';
import fc from 'fast-check';
import type { RecordTerm } from '../record-terms.ts';
import type { Scene } from './law-of-records.ts';
import type { SomeHold, SomeRecord } from './some-records.ts';

const OPEN = [
  ...(['nothing', 'nothing', 'nothing', 'nothing'] as const),
  ...(['exception', 'item', 'delivery', 'webhook', 'lane'] as const),
];
export const ENTITIES = ['DE01', 'FR01', 'GB01'];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function moments(lastYear: number): fc.Arbitrary<number> {
  return fc.integer({ min: Date.parse('2018-01-01'), max: Date.UTC(lastYear, 11, 31) });
}

/** Where the last day of a year is over: at noon of the first (UTC). */
function newYears(lastYear: number): fc.Arbitrary<number> {
  return fc
    .record({
      year: fc.integer({ min: 2018, max: lastYear }),
      month: fc.integer({ min: 0, max: 11 }),
      offMs: fc.constantFrom(-1, 0, 1, -12 * HOUR_MS),
    })
    .map(({ year, month, offMs }) => Date.UTC(year, month, 1, 12) + offMs);
}

const MOMENTS = moments(2035);
const HOLDS = fc.record({
  legalEntity: fc.constantFrom(null, ...ENTITIES),
  process: fc.constantFrom(null, 'p', 'q'),
  customer: fc.constantFrom(null, 'C1', 'C2'),
  from: fc.option(MOMENTS.map((ms) => instantOf(ms - 3_000 * DAY_MS))),
  to: fc.option(MOMENTS.map((ms) => instantOf(ms))),
  status: fc.constantFrom(...(['in_force', 'release_asked', 'released'] as const)),
  /** Which of its ends is the moment at which some record was accepted. */
  meets: fc.constantFrom('from', 'to', 'none', 'none'),
});

/** Dates are near the ends of terms, on both sides and exactly there, or anywhere. */
export function scenes(lastYear = 2035): fc.Arbitrary<Scene> {
  const term: fc.Arbitrary<RecordTerm> = fc.record({
    years: fc.integer({ min: 6, max: 12 }),
    yearEndsInMonth: fc.integer({ min: 1, max: 12 }),
    saidOf: fc.constant('country'),
  });
  const drawn = fc.record({
    legalEntity: fc.constantFrom(...ENTITIES),
    process: fc.constantFrom('p', 'q'),
    customer: fc.constantFrom('C1', 'C2', null),
    place: fc.constantFrom('end', 'end', 'anywhere'),
    offMs: fc.oneof(
      fc.constantFrom(-26 * HOUR_MS, -26 * HOUR_MS - 1, -26 * HOUR_MS + 1, 0),
      fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS }),
    ),
    daysBack: fc.integer({ min: 0, max: 6_000 }),
    finishedDays: fc.constantFrom(null, 0, 1, 200),
    issuedDays: fc.constantFrom(null, -3, 0, 30, 400),
    status: fc.constantFrom('done', 'done', 'done', 'refused', 'taken_back', 'working', 'parked'),
    open: fc.constantFrom(...OPEN),
    pays: fc.option(fc.nat({ max: 7 }), { freq: 2 }),
  });
  return fc
    .record({
      asOfMs: fc.oneof(moments(lastYear), newYears(lastYear)),
      terms: fc.tuple(fc.option(term), fc.option(term, { freq: 9 }), fc.option(term, { freq: 9 })),
      drawn: fc.array(drawn, { minLength: 1, maxLength: 12 }),
      holds: fc.array(HOLDS, { maxLength: 2 }),
    })
    .map(({ asOfMs, terms, drawn: all, holds }) => {
      const known = ENTITIES.flatMap((code, index) => {
        const one = terms[index];
        return one ? [[code, one] as const] : [];
      });
      const records = all.map((one, index) => {
        const own = known.find(([code]) => code === one.legalEntity)?.[1];
        const acceptedMs =
          one.place === 'end' && own
            ? endNear(asOfMs, own) + one.offMs
            : asOfMs - one.daysBack * DAY_MS;
        return someRecord({
          ...{ id: `r${index}`, legalEntity: one.legalEntity, process: one.process },
          ...{ customer: one.customer, status: one.status, open: one.open },
          acceptedAt: instantOf(acceptedMs),
          finishedAt:
            one.finishedDays === null ? null : instantOf(acceptedMs + one.finishedDays * DAY_MS),
          issueDate:
            one.issuedDays === null
              ? null
              : instantOf(acceptedMs + one.issuedDays * DAY_MS).slice(0, 10),
          pays: one.pays !== null && one.pays < index ? `r${one.pays}` : null,
        });
      });
      const met = records[0]?.acceptedAt ?? null;
      const placed = holds.map(({ meets, ...one }): SomeHold => {
        if (meets === 'none') return one;
        return { ...one, from: null, to: null, [meets]: met };
      });
      // The database refuses one that ends before it begins.
      const possible = placed.filter(({ from, to }) => from === null || to === null || from < to);
      return { asOf: instantOf(asOfMs), terms: new Map(known), records, holds: possible };
    });
}

/** The end of the last year whose records are past the term. */
function endNear(asOfMs: number, { years, yearEndsInMonth }: RecordTerm): number {
  return Date.UTC(new Date(asOfMs).getUTCFullYear() - years, yearEndsInMonth, 1);
}

export function someRecord(
  change: Partial<SomeRecord> & Pick<SomeRecord, 'id' | 'acceptedAt'>,
): SomeRecord {
  return {
    ...{ legalEntity: 'DE01', process: 'p', customer: 'C1', finishedAt: null, issueDate: null },
    ...{ status: 'done', open: 'nothing', pays: null },
    ...change,
  };
}

export function instantOf(ms: number): Instant {
  return at(new Date(ms).toISOString());
}

export function at(text: string): Instant {
  return present(parseInstant(text), 'an instant');
}

/**
 * The law of records: exactly what nothing keeps is due, whatever the dates, the terms, the legal
 * entities and the holds; and a hold always wins.
 */

import { parseInstant, present, type Instant } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CLUSTER_MAX,
  RECORD_STANDINGS,
  standingValues,
  type RecordStanding,
} from './record-standing.ts';
import type { RecordTerm, RecordTerms } from './record-terms.ts';
import { writeRecords, type SomeHold, type SomeRecord } from './testing/some-records.ts';

const { pool } = await testDatabase();

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ENTITIES = ['DE01', 'FR01', 'GB01'];
const EVER = { from: at('2000-01-01T00:00:00Z'), to: at('2100-01-01T00:00:00Z') };

test('each record has the standing that the law says', async () => {
  const met = new Set<RecordStanding>();
  await fc.assert(
    fc.asyncProperty(scenes(), async (scene) => {
      await writeRecords(pool, scene.records, scene.holds);
      const expected = new Map(scene.records.map(({ id }) => [id, standingOf(id, scene)]));
      expect(await standings(scene)).toEqual(expected);
      for (const standing of expected.values()) met.add(standing);
    }),
    { numRuns: 300 },
  );
  expect([...met].sort()).toEqual(
    ['due', 'held', 'linked', 'no_term', 'open', 'unfinished', 'young'].sort(),
  );
}, 60_000);

test('a hold that covers what is due keeps all of it, and only as long as it is in force', async () => {
  await fc.assert(
    fc.asyncProperty(scenes(), async ({ records, terms, asOf }) => {
      const nothing = { legalEntity: null, process: null, customer: null, from: null, to: null };
      for (const status of ['in_force', 'release_asked'] as const) {
        await writeRecords(pool, records, [{ ...nothing, status }]);
        const held = await standings({ records, terms, asOf });
        expect([...held.values()].every((standing) => standing === 'held')).toBe(true);
      }
      await writeRecords(pool, records, [{ ...nothing, status: 'released' }]);
      const released = await standings({ records, terms, asOf });
      expect([...released.values()]).not.toContain('held');
    }),
    { numRuns: 20 },
  );
}, 60_000);

test('a chain of payments goes as a whole, and not at all when it is too long', async () => {
  const acceptedAt = at('2010-05-01T00:00:00Z');
  const chain = (length: number) =>
    Array.from({ length }, (_, n) =>
      someRecord({ id: `r${n}`, acceptedAt, pays: n === 0 ? null : `r${n - 1}` }),
    );
  const terms = new Map([['DE01', { years: 10, yearEndsInMonth: 12, saidOf: 'country' as const }]]);
  const asOf = at('2026-01-01T00:00:00Z');
  const told = async (records: readonly SomeRecord[]) => {
    await writeRecords(pool, records);
    return [...new Set((await standings({ records, terms, asOf })).values())];
  };
  expect(await told(chain(40))).toEqual(['due']);
  const last = someRecord({ id: 'late', acceptedAt: asOf, pays: 'r39' });
  expect(new Set(await told([...chain(40), last]))).toEqual(new Set(['linked', 'young']));
  // Each of them asks about all: here, the first one alone.
  const first = someRecord({ id: 'r0', acceptedAt: at('2009-05-01T00:00:00Z') });
  for (const [length, standing] of [
    [CLUSTER_MAX, 'due'],
    [CLUSTER_MAX + 1, 'linked'],
  ] as const) {
    const records = [first, ...chain(length).slice(1)];
    await writeRecords(pool, records);
    const span = { from: first.acceptedAt, to: acceptedAt };
    expect(await standings({ records, terms, asOf }, span)).toEqual(new Map([['r0', standing]]));
  }
}, 60_000);

test('only what is asked for is told: of these legal entities, of this span of time', async () => {
  const record = someRecord({
    id: 'a',
    legalEntity: 'DE01',
    acceptedAt: at('2010-05-01T00:00:00Z'),
  });
  await writeRecords(pool, [
    record,
    { ...record, id: 'b', legalEntity: 'FR01' },
    { ...record, id: 'c', acceptedAt: at('2010-06-01T00:00:00Z') },
  ]);
  const { rows } = await pool.query<{ transaction_id: string }>(RECORD_STANDINGS, [
    ...standingValues({
      ...{ from: record.acceptedAt, to: at('2010-06-01T00:00:00Z'), legalEntities: ['DE01'] },
      ...{ asOf: at('2026-01-01T00:00:00Z'), terms: new Map() },
    }),
  ]);
  expect(rows.map(({ transaction_id: id }) => id)).toEqual(['a']);
});

type Scene = {
  readonly asOf: Instant;
  readonly terms: RecordTerms;
  readonly records: readonly SomeRecord[];
  readonly holds: readonly SomeHold[];
};

async function standings({ asOf, terms }: Omit<Scene, 'holds'>, span = EVER) {
  const { rows } = await pool.query<{ transaction_id: string; standing: RecordStanding }>(
    RECORD_STANDINGS,
    [...standingValues({ ...span, legalEntities: ENTITIES, asOf, terms })],
  );
  return new Map(rows.map(({ transaction_id: id, standing }) => [id, standing]));
}

/** The rule in other words than the code's: by ends of years and whole dates. */
function standingOf(id: string, scene: Scene): RecordStanding {
  const record = recordIn(scene, id);
  if (isHeld(record, scene)) return 'held';
  if (!scene.terms.has(record.legalEntity)) return 'no_term';
  if (isYoung(record, scene)) return 'young';
  if (!isFinished(record)) return 'unfinished';
  if (record.open !== 'nothing') return 'open';
  const isKept = (other: SomeRecord) =>
    !isFinished(other) ||
    isHeld(other, scene) ||
    !scene.terms.has(other.legalEntity) ||
    isYoung(other, scene) ||
    other.open !== 'nothing';
  return [...linkedTo(record, scene)].some(isKept) ? 'linked' : 'due';
}

/** Itself, and whatever can be reached by payments in either direction. */
function linkedTo(record: SomeRecord, { records }: Scene): ReadonlySet<SomeRecord> {
  const reached = new Set([record]);
  for (const one of reached) {
    for (const other of records) {
      if (other.pays === one.id || other.id === one.pays) reached.add(other);
    }
  }
  return reached;
}

function isHeld(record: SomeRecord, { holds }: Scene): boolean {
  return holds.some(
    (hold) =>
      hold.status !== 'released' &&
      (hold.legalEntity ?? record.legalEntity) === record.legalEntity &&
      (hold.process ?? record.process) === record.process &&
      (hold.customer === null || hold.customer === record.customer) &&
      Date.parse(hold.from ?? EVER.from) <= Date.parse(record.acceptedAt) &&
      Date.parse(record.acceptedAt) < Date.parse(hold.to ?? EVER.to),
  );
}

function isYoung(record: SomeRecord, { asOf, terms }: Scene): boolean {
  const term = present(terms.get(record.legalEntity), 'it has one');
  const lastMs = Math.max(
    Date.parse(record.acceptedAt) + 14 * HOUR_MS,
    Date.parse(record.finishedAt ?? record.acceptedAt) + 14 * HOUR_MS,
    Date.parse(`${record.issueDate ?? '2000-01-01'}T00:00:00Z`),
  );
  const day = new Date(lastMs);
  // The last moment of the year that it belongs to: of this calendar year, or of the next one.
  let endMs = Date.UTC(day.getUTCFullYear(), term.yearEndsInMonth, 1) - 1;
  let endYear = day.getUTCFullYear();
  if (endMs < lastMs) endMs = Date.UTC(++endYear, term.yearEndsInMonth, 1) - 1;
  const overMs = Date.UTC(endYear + term.years, term.yearEndsInMonth, 1);
  return Date.parse(asOf) - 12 * HOUR_MS < overMs;
}

function isFinished({ status }: SomeRecord): boolean {
  return !['working', 'waiting', 'parked'].includes(status);
}

function recordIn({ records }: Scene, id: string): SomeRecord {
  return present(
    records.find((each) => each.id === id),
    'it was written',
  );
}

const MOMENTS = fc.integer({ min: Date.parse('2018-01-01'), max: Date.parse('2035-12-31') });
// Where the last day of a year is over: at noon of the first (UTC).
const NEW_YEARS = fc
  .record({
    year: fc.integer({ min: 2018, max: 2035 }),
    month: fc.integer({ min: 0, max: 11 }),
    offMs: fc.constantFrom(-1, 0, 1, -12 * HOUR_MS),
  })
  .map(({ year, month, offMs }) => Date.UTC(year, month, 1, 12) + offMs);
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
function scenes(): fc.Arbitrary<Scene> {
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
    open: fc.constantFrom(...(['nothing', 'nothing', 'exception', 'item', 'delivery'] as const)),
    pays: fc.option(fc.nat({ max: 7 }), { freq: 2 }),
  });
  return fc
    .record({
      asOfMs: fc.oneof(MOMENTS, NEW_YEARS),
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

function someRecord(
  change: Partial<SomeRecord> & Pick<SomeRecord, 'id' | 'acceptedAt'>,
): SomeRecord {
  return {
    ...{ legalEntity: 'DE01', process: 'p', customer: 'C1', finishedAt: null, issueDate: null },
    ...{ status: 'done', open: 'nothing', pays: null },
    ...change,
  };
}

function instantOf(ms: number): Instant {
  return at(new Date(ms).toISOString());
}

function at(text: string): Instant {
  return present(parseInstant(text), 'an instant');
}

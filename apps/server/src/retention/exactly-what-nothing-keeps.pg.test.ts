/**
 * The law of records: exactly what nothing keeps is due, whatever the dates, the terms, the legal
 * entities and the holds; and a hold always wins.
 */

import { testDatabase } from '@kontor/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CLUSTER_MAX,
  RECORD_STANDINGS,
  standingValues,
  type RecordStanding,
} from './record-standing.ts';
import { standingOf, type Scene } from './testing/law-of-records.ts';
import { writeRecords, type SomeRecord } from './testing/some-records.ts';
import { at, ENTITIES, scenes, someRecord } from './testing/some-scenes.ts';

const { pool } = await testDatabase();

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

async function standings({ asOf, terms }: Omit<Scene, 'holds'>, span = EVER) {
  const { rows } = await pool.query<{ transaction_id: string; standing: RecordStanding }>(
    RECORD_STANDINGS,
    [...standingValues({ ...span, legalEntities: ENTITIES, asOf, terms })],
  );
  return new Map(rows.map(({ transaction_id: id, standing }) => [id, standing]));
}

/**
 * The law of deletion: what was due when it was asked for and is due when it goes, is gone, all of
 * it and nothing else, whatever the dates, terms, legal entities, holds and open things; a hold
 * that comes in between wins; and a second time changes nothing.
 */

import { testDatabase } from '@kontor/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  deletionDesk,
  idsLeft,
  orphansOf,
  writeLastEvent,
  type Desk,
} from '../testing/deletion-desk.ts';
import { standingOf, type Scene } from '../testing/law-of-records.ts';
import { writeHolds, writeRecords, type SomeHold } from '../testing/some-records.ts';
import { at, scenes } from '../testing/some-scenes.ts';

const { pool } = await testDatabase();
/** All of it is past: of two clocks the one behind decides. */
const LAST_YEAR = 2024;

test('exactly the due set goes, and a hold that is placed after the approval wins', async () => {
  let gone = 0;
  let saved = 0;
  const cases = fc.record({
    scene: scenes(LAST_YEAR),
    ripe: fc.constantFrom(true, true, false),
    placeLate: fc.constantFrom(true, true, false),
    recordsMax: fc.constantFrom(1, 1, 3, 250),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ scene: drawn, ripe, placeLate, recordsMax }) => {
      const scene = ripe ? ripened(drawn, placeLate) : drawn;
      await writeRecords(pool, scene.records, placeLate ? [] : scene.holds);
      await writeLastEvent(pool);
      const desk = deletionDesk(pool, scene.terms, scene.asOf);
      const asked = await askForAll(desk, scene);
      if (placeLate) await writeHolds(pool, scene.holds);
      await desk.toItsEnd(recordsMax);
      const due = dueOf(scene);
      const left = scene.records.map(({ id }) => id).filter((id) => !due.has(id));
      expect(await idsLeft(pool)).toEqual(left.sort());
      expect(await orphansOf(pool)).toEqual([]);
      expect(await certified(desk, asked)).toBe(due.size);
      // A second time nothing is due.
      expect(await askForAll(desk, scene)).toEqual([]);
      await desk.toItsEnd(recordsMax);
      expect(await idsLeft(pool)).toEqual(left);
      gone += due.size;
      saved += dueOf({ ...scene, holds: [] }).size - due.size;
    }),
    { numRuns: 40 },
  );
  // Usually about fifty and twenty; without either the law would hold of nothing.
  expect(gone).toBeGreaterThan(0);
  expect(saved).toBeGreaterThan(0);
}, 240_000);

test('with everything on hold nothing goes, whoever agreed before', async () => {
  const everything: SomeHold = {
    ...{ legalEntity: null, process: null, customer: null, from: null, to: null },
    status: 'in_force',
  };
  await fc.assert(
    fc.asyncProperty(scenes(LAST_YEAR), async (scene) => {
      await writeRecords(pool, scene.records);
      await writeLastEvent(pool);
      const desk = deletionDesk(pool, scene.terms, scene.asOf);
      const asked = await askForAll(desk, scene);
      await writeHolds(pool, [everything]);
      await desk.toItsEnd();
      expect(await idsLeft(pool)).toHaveLength(scene.records.length);
      expect(await certified(desk, asked)).toBe(0);
    }),
    { numRuns: 20 },
  );
}, 60_000);

/**
 * Most of it is old, finished and of one legal entity, and one customer on hold, if any: so that
 * more goes, together, and more is saved, than in scenes about the ends of terms.
 */
function ripened({ records, holds, ...scene }: Scene, isHeld: boolean): Scene {
  const old = records.map((record, index) => (index % 5 === 4 ? record : { ...record, ...OLD }));
  const asOf = at(`${LAST_YEAR}-12-31T00:00:00Z`);
  const all = { legalEntity: null, process: null, from: null, to: null };
  const late: SomeHold = { ...all, customer: 'C1', status: 'in_force' };
  return { ...scene, records: old, asOf, holds: isHeld ? [...holds, late] : holds };
}

const OLD = { legalEntity: 'DE01', status: 'done', open: 'nothing' as const, issueDate: null };

function dueOf(scene: Scene): ReadonlySet<string> {
  return new Set(scene.records.map(({ id }) => id).filter((id) => standingOf(id, scene) === 'due'));
}

/** Asks for each month of each legal entity, and has it approved; refused is what is not due. */
async function askForAll(desk: Desk, { records }: Scene): Promise<readonly string[]> {
  const places = new Set(
    records.map(({ legalEntity, acceptedAt }) => `${legalEntity} ${acceptedAt.slice(0, 7)}`),
  );
  const ids: string[] = [];
  for (const place of [...places].sort()) {
    const [legalEntity = '', month = ''] = place.split(' ');
    const asked = await desk.askAndApprove(legalEntity, month);
    if (asked) ids.push(asked.id);
  }
  return ids;
}

async function certified(desk: Desk, ids: readonly string[]): Promise<number> {
  let records = 0;
  for (const id of ids) {
    const { status, certificate } = await desk.find(id);
    expect(status).toBe('done');
    expect(certificate?.rows['transaction'] ?? 0).toBe(certificate?.went.records);
    records += certificate?.went.records ?? 0;
  }
  return records;
}

/**
 * Of many records, those that go are found by indexes, and so is everything that belongs to them:
 * the plan decides, not the time, which depends on the machine.
 */

import { testDatabase } from '@kontor/testing';
import { beforeAll, expect, test } from 'vitest';
import { standingValues } from '../record-standing.ts';
import { deletionDesk, idsLeft, orphansOf, writeLastEvent } from '../testing/deletion-desk.ts';
import { writeRecords } from '../testing/some-records.ts';
import { at, someRecord } from '../testing/some-scenes.ts';
import { JUDGE_NEXT_RECORDS } from './choose-batch.ts';
import { DELETIONS } from './delete-rows.ts';
import { NAME_RECORDS_OF_DAY } from './name-records.ts';
import { NOTE_DELETED_RECORDS } from './note-deleted.ts';

const { pool } = await testDatabase();
const TERMS = new Map([['DE01', { years: 10, yearEndsInMonth: 12, saidOf: 'country' as const }]]);
const RECORDS = 50_000;
const ASKED_OF = '2012-03';
let ids: readonly string[];
let deletion: string;

beforeAll(async () => {
  await writeRecords(
    pool,
    Array.from({ length: RECORDS }, (_, n) =>
      someRecord({
        ...{ id: `r${n}`, customer: `C${n % 300}`, pays: n % 2 === 1 ? `r${n - 1}` : null },
        acceptedAt: at(new Date(Date.UTC(2010, n % 120, 1 + (n % 28))).toISOString()),
      }),
    ),
  );
  await writeLastEvent(pool);
  const desk = deletionDesk(pool, TERMS, at('2025-01-01T00:00:00Z'));
  const asked = await desk.askAndApprove('DE01', ASKED_OF);
  deletion = asked?.id ?? '';
  const { rows } = await pool.query<{ id: string }>(
    'select transaction_id as id from record_deletion_item order by 1 limit 250',
  );
  ids = rows.map(({ id }) => id);
}, 120_000);

test.each(['before', 'after'])(
  '%s statistics were gathered, no table is read whole',
  async (when) => {
    if (when === 'after') await pool.query('vacuum analyze');
    const law = [deletion, ['DE01'], ['2015-01-01']];
    const day = {
      ...{ from: at('2012-03-02T00:00:00Z'), to: at('2012-03-03T00:00:00Z') },
      ...{ legalEntities: ['DE01'], asOf: at('2025-01-01T00:00:00Z'), terms: TERMS },
    };
    const statements: [string, unknown[]][] = [
      [NAME_RECORDS_OF_DAY, [...standingValues(day), deletion]],
      [JUDGE_NEXT_RECORDS, [...law, 250]],
      [NOTE_DELETED_RECORDS, [...law, ids, ASKED_OF]],
      ...DELETIONS.map(({ text }): [string, unknown[]] => [text, [ids]]),
    ];
    for (const [text, values] of statements) {
      const plan = await planOf(text, values);
      expect(plan.join('\n'), text).not.toMatch(/Seq Scan/);
      // Nor is an index, which is no better; holds are few, and the last event is at its end.
      const scans = plan.filter((line) =>
        /Index (Only )?Scan (Backward )?(using|on) (?!.*(legal_hold|event_pkey))/.test(line),
      );
      const entered = plan.filter((line) => /Index Cond/.test(line));
      expect(scans.length, plan.join('\n')).toBe(entered.length);
    }
  },
  60_000,
);

test('all that was asked for goes in batches, and what stays is whole', async () => {
  const desk = deletionDesk(pool, TERMS, at('2025-01-01T00:00:00Z'));
  const { meant } = await desk.find(deletion);
  await desk.toItsEnd();
  const { went, certificate } = await desk.find(deletion);
  expect(went).toEqual(meant);
  expect(certificate?.outcome).toBe('done');
  expect(await idsLeft(pool)).toHaveLength(RECORDS - meant.records);
  expect(await orphansOf(pool)).toEqual([]);
}, 120_000);

/** As the worker asks: where there is an index, it is used. */
async function planOf(text: string, values: unknown[]): Promise<readonly string[]> {
  const db = await pool.connect();
  try {
    await db.query('set enable_seqscan = off');
    const { rows } = await db.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    return rows.map((row) => row['QUERY PLAN']);
  } finally {
    await db.query('reset enable_seqscan');
    db.release();
  }
}

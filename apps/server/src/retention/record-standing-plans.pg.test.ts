/**
 * Of many months, the one that is asked for is found by an index, and so is what its records are
 * linked to: the plan decides, not the time, which depends on the machine.
 */

import { parseInstant, present } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { beforeAll, expect, test } from 'vitest';
import { RECORD_STANDINGS, standingValues } from './record-standing.ts';
import { writeRecords } from './testing/some-records.ts';

const { pool } = await testDatabase();
const instant = (text: string) => present(parseInstant(text), 'an instant');

beforeAll(async () => {
  await writeRecords(
    pool,
    Array.from({ length: 20_000 }, (_, n) => ({
      ...{ id: `r${n}`, legalEntity: 'DE01', process: 'p', customer: `C${n % 300}` },
      acceptedAt: instant(new Date(Date.UTC(2010, n % 120, 1 + (n % 28))).toISOString()),
      ...{ finishedAt: null, issueDate: null, status: 'done', open: 'nothing' as const },
      pays: n % 2 === 1 ? `r${n - 1}` : null,
    })),
  );
}, 60_000);

test.each(['before', 'after'])(
  '%s statistics were gathered, no table is read whole',
  async (when) => {
    if (when === 'after') await pool.query('vacuum analyze');
    const values = standingValues({
      ...{ from: instant('2012-03-01T00:00:00Z'), to: instant('2012-04-01T00:00:00Z') },
      ...{ legalEntities: ['DE01'], asOf: instant('2030-01-01T00:00:00Z') },
      terms: new Map([['DE01', { years: 10, yearEndsInMonth: 12, saidOf: 'country' as const }]]),
    });
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${RECORD_STANDINGS}`, [
      ...values,
    ]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('transaction_listed');
    // Holds are few.
    expect(plan).not.toMatch(/Seq Scan on (?!legal_hold)/);
    const due = await pool.query(RECORD_STANDINGS, [...values]);
    expect(due.rowCount).toBeGreaterThan(100);
    expect(new Set(due.rows.map(({ standing }: { standing: string }) => standing))).toEqual(
      new Set(['due']),
    );
  },
);

/**
 * The law: after a run, what was due is gone and everything else is there, whatever the terms, the
 * ages and the size of a batch.
 */

import {
  bankingDayOf,
  parseInstant,
  plusMs,
  present,
  systemClock,
  toEpochMs,
} from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRetention } from './forget-what-is-due.ts';
import type { RetentionTerms } from './retention-terms.ts';
import { emptyTables, idsLeft, KINDS, writeOldRows, type OldRow } from './testing/old-rows.ts';

const { pool } = await testDatabase();

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

test('exactly what is due is deleted, and the audit trail has its numbers', async () => {
  await fc.assert(
    fc.asyncProperty(scenes(), async ({ asOf, terms, rows, rowsMax }) => {
      await emptyTables(pool);
      await writeOldRows(pool, rows);
      const clock = { ...systemClock, now: () => asOf };
      const { duty, deleted } = openRetention({ pool, clock, terms, rowsMax });
      for (let restMs = 0; restMs < HOUR_MS;) restMs = await duty();
      const due = rows.filter((row) => isDue(row, toEpochMs(asOf), terms));
      const kept = rows.filter((row) => !due.includes(row));
      expect(await idsLeft(pool)).toEqual(kept.map(({ id }) => id).sort());
      const counts = Object.fromEntries(
        KINDS.map((kind) => [kind, due.filter((row) => row.kind === kind).length] as const).filter(
          ([, count]) => count > 0,
        ),
      );
      expect(deleted()).toEqual(counts);
      const { rows: entries } = await pool.query(
        `select detail -> 'deleted' as deleted from audit_entry`,
      );
      expect(entries).toEqual(due.length === 0 ? [] : [{ deleted: counts }]);
      const { rowCount } = await pool.query('select from retention_run');
      expect(rowCount).toBe(0);
    }),
    { numRuns: 60 },
  );
}, 60_000);

/** The rule in other words than the code's: by subtracting ages, and by comparing days. */
function isDue({ kind, at }: OldRow, nowMs: number, terms: RetentionTerms): boolean {
  const ageMs = nowMs - toEpochMs(at);
  switch (kind) {
    case 'idempotency_key':
      return ageMs >= terms.idempotencyKeysDays * DAY_MS;
    case 'connection_sample':
      return ageMs >= terms.connectionSamplesDays * DAY_MS;
    case 'webhook_delivery':
      return ageMs >= terms.webhookDeliveriesDays * DAY_MS;
    case 'prevented_duplicate': {
      const endOfDayMs = Date.parse(`${bankingDayOf(at)}T00:00:00Z`) + DAY_MS;
      return Math.floor((nowMs - endOfDayMs) / DAY_MS) >= terms.preventedDuplicatesDays;
    }
    default:
      return ageMs >= 0;
  }
}

/** Ages are near the terms, on both sides and exactly there, or anywhere. */
function scenes() {
  return fc
    .record({
      asOfMs: fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2026-06-30') }),
      terms: fc.record({
        idempotencyKeysDays: fc.integer({ min: 30, max: 400 }),
        preventedDuplicatesDays: fc.integer({ min: 367, max: 800 }),
        connectionSamplesDays: fc.integer({ min: 1, max: 5 }),
        webhookDeliveriesDays: fc.integer({ min: 7, max: 100 }),
      }),
      drawn: fc.array(
        fc.record({
          kind: fc.constantFrom(...KINDS),
          place: fc.constantFrom('term', 'anywhere'),
          offMs: fc.oneof(
            fc.constantFrom(-1, 0, 1),
            fc.integer({ min: -3 * DAY_MS, max: 3 * DAY_MS }),
          ),
          days: fc.integer({ min: 0, max: 900 }),
        }),
        { maxLength: 40 },
      ),
      rowsMax: fc.integer({ min: 1, max: 12 }),
    })
    .map(({ asOfMs, terms, drawn, rowsMax }) => {
      const asOf = present(parseInstant(new Date(asOfMs).toISOString()), 'an instant');
      const rows = drawn.map(({ kind, place, offMs, days }, n): OldRow => {
        const daysBack = place === 'term' ? termOf(kind, terms) : days;
        return { kind, id: `${kind}-${n}`, at: plusMs(asOf, offMs - daysBack * DAY_MS) };
      });
      return { asOf, terms, rows, rowsMax };
    });
}

function termOf(kind: OldRow['kind'], terms: RetentionTerms): number {
  switch (kind) {
    case 'idempotency_key':
      return terms.idempotencyKeysDays;
    case 'connection_sample':
      return terms.connectionSamplesDays;
    case 'webhook_delivery':
      return terms.webhookDeliveriesDays;
    case 'prevented_duplicate':
      return terms.preventedDuplicatesDays;
    default:
      return 0;
  }
}

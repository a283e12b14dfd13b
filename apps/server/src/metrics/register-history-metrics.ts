import { Gauge, type OpenMetricsContentType, type Registry } from 'prom-client';
import type pg from 'pg';
import { readHistoryStanding } from '../history/read-history-standing.ts';

/** A month of its own for everything is made long before it begins; both tell when it was not. */
export function registerHistoryMetrics(
  registry: Registry<OpenMetricsContentType>,
  pool: pg.Pool,
): void {
  const registers = [registry];
  new Gauge({
    name: 'kontor_history_months_ahead',
    help: 'Months after this one that a table of history has a part for.',
    labelNames: ['table'],
    registers,
    async collect() {
      for (const { name, monthsAhead } of await readHistoryStanding(pool)) {
        this.set({ table: name }, monthsAhead);
      }
    },
  });
  new Gauge({
    name: 'kontor_history_rows_without_month',
    help: 'Rows of a table of history that no month has a part for.',
    labelNames: ['table'],
    registers,
    async collect() {
      for (const { name, rowsWithoutMonth } of await readHistoryStanding(pool)) {
        this.set({ table: name }, rowsWithoutMonth);
      }
    },
  });
}

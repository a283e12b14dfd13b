/**
 * What operators put on a wall: how much waits for each connection and whether it answers, how many
 * exceptions wait for a person, how many events wait to be told. Read when somebody scrapes, so it
 * costs nothing in between; labels are connections and kinds, which stay few.
 */

import { Counter, Gauge, type OpenMetricsContentType, type Registry } from 'prom-client';
import type pg from 'pg';
import type { Queues } from '../queues/start-queues.ts';
import type { Retention } from '../retention/forget-what-is-due.ts';

export type BusinessMetricsOptions = {
  readonly registry: Registry<OpenMetricsContentType>;
  readonly pool: pg.Pool;
  readonly queues: Pick<Queues, 'inspect' | 'lateSettlements'>;
  readonly retention: Pick<Retention, 'deleted'>;
};

export function registerBusinessMetrics(options: BusinessMetricsOptions): void {
  const { registry, pool, queues, retention } = options;
  const registers = [registry];
  new Gauge({
    name: 'kontor_connection_waiting',
    help: 'Deliveries that wait for a connection.',
    labelNames: ['connection'],
    registers,
    async collect() {
      this.reset();
      const { rows } = await pool.query<{ connection: string; waiting: string }>(WAITING);
      for (const { connection, waiting } of rows) {
        this.set({ connection }, Number.parseInt(waiting, 10));
      }
    },
  });
  new Gauge({
    name: 'kontor_connection_open',
    help: '1 while calls are made to a connection, 0 while its breaker keeps them back.',
    labelNames: ['connection'],
    registers,
    async collect() {
      this.reset();
      const { rows } = await pool.query<{ name: string }>('select name from connection');
      for (const { name } of rows) {
        const view = queues.inspect(name);
        if (view) this.set({ connection: name }, view.breaker === 'open' ? 0 : 1);
      }
    },
  });
  new Counter({
    name: 'kontor_late_settlements',
    help: 'What workers settled after their lease was lost: it changed nothing.',
    registers,
    collect() {
      this.reset();
      this.inc(queues.lateSettlements());
    },
  });
  new Counter({
    name: 'kontor_retention_deleted',
    help: 'Rows that this process deleted because they had been kept for their time.',
    labelNames: ['kind'],
    registers,
    collect() {
      this.reset();
      for (const [kind, rows] of Object.entries(retention.deleted())) this.inc({ kind }, rows);
    },
  });
  new Gauge({
    name: 'kontor_exceptions_open',
    help: 'Exceptions that wait for a person.',
    labelNames: ['kind'],
    registers,
    async collect() {
      this.reset();
      const { rows } = await pool.query<{ kind: string; open: string }>(EXCEPTIONS);
      for (const { kind, open } of rows) this.set({ kind }, Number.parseInt(open, 10));
    },
  });
  new Gauge({
    name: 'kontor_outbox_waiting',
    help: 'Events that were decided and are not in the feed yet.',
    registers,
    async collect() {
      const { rows } = await pool.query<{ waiting: string }>(OUTBOX);
      this.set(Number.parseInt(rows[0]?.waiting ?? '0', 10));
    },
  });
}

const WAITING = `
  select connection, sum(tail_position - head_position + 1) as waiting
  from lane
  where head_position <= tail_position and connection in (select name from connection)
  group by connection
`;
const EXCEPTIONS = `select kind, count(*) as open from exception where status = 'open' group by kind`;
const OUTBOX = 'select count(*) as waiting from outbox';

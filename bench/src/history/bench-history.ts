/**
 * What one accept costs with years of history in the tables, against an empty database: the store
 * alone, because everything before it never looks at history.
 */

import {
  groupCommit,
  openPostgresStore,
  prepareTransaction,
  type AcceptOutcome,
  type NewTransaction,
} from '@kontor/engine';
import { assert, seededRandom, systemClock } from '@kontor/kernel';
import { openPool } from '@kontor/postgres';
import type { ProcessDefinition } from '@kontor/process';
import type pg from 'pg';
import { defineBench } from '../bench.ts';
import { startBenchServer, withPool } from '../harness/bench-server.ts';
import { percentile } from '../harness/percentile.ts';
import { noteProcess, noteRuntime, type Note } from '../lanes/note-process.ts';
import { count, figure, type Report } from '../report/report.ts';
import { fillHistory } from './fill-history.ts';

type HistorySizes = {
  readonly history: number;
  readonly lanes: number;
  readonly accepts: number;
  readonly clients: number;
};

export const history = defineBench<HistorySizes>({
  name: 'history',
  about: 'the cost of one accept with ten million transactions before it, against none',
  sizes: { history: 10_000_000, lanes: 100_000, accepts: 600_000, clients: 64 },
  async run(sizes, say) {
    // Building the indexes is no part of what is measured.
    const server = await startBenchServer({ maintenance_work_mem: '1GB', max_wal_size: '8GB' });
    try {
      const rows = [];
      // The first round warms this process up, and counts for nothing.
      for (const transactions of [0, 0, sizes.history]) {
        const databaseUrl = await server.migrated('history');
        const database = await withPool(databaseUrl, async (pool) => {
          say(`Filling in ${count(transactions)} …`);
          if (transactions > 0) await fillHistory({ ...sizes, pool, transactions, say });
          return gigabytesOf(pool);
        });
        say('Accepting …');
        const accepts = rows.length === 0 ? Math.min(FIRST, sizes.accepts) : sizes.accepts;
        const measured = await measure(databaseUrl, { ...sizes, accepts });
        rows.push({ transactions, database, ...measured });
        await server.drop('history');
      }
      return reportOf(rows.slice(1), sizes);
    } finally {
      await server.stop();
    }
  },
});

async function gigabytesOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    'select pg_database_size(current_database()) as bytes',
  );
  return Number(rows[0]?.bytes) / 1e9;
}

type Measured = {
  readonly transactions: number;
  readonly database: number;
  /** One after another, each with a commit of its own. */
  readonly aloneMs: readonly number[];
  /**
   * From many callers, who share their commits as in the server: the first ones, which touch pages
   * for the first time since the checkpoint and write each of them whole into the log, and all.
   */
  readonly firstPerSecond: number;
  readonly togetherPerSecond: number;
};

async function measure(
  databaseUrl: string,
  { lanes, accepts, clients }: HistorySizes,
): Promise<Omit<Measured, 'transactions' | 'database'>> {
  const pool = openPool({ connectionString: databaseUrl });
  const store = openPostgresStore(pool);
  const next = notes(lanes);
  const write = async (starts: readonly NewTransaction[]) => {
    const outcomes = await store.acceptTransactions(starts);
    assert(
      outcomes.every(({ kind }) => kind === 'accepted'),
      'every note is new',
    );
    return outcomes;
  };
  for (let warm = 0; warm < WARM_ACCEPTS; warm += 1) await write([next()]);
  const aloneMs: number[] = [];
  for (let turn = 0; turn < Math.min(ALONE_MAX, accepts); turn += 1) {
    const start = next();
    const startMs = systemClock.elapsedMs();
    await write([start]);
    aloneMs.push(systemClock.elapsedMs() - startMs);
  }
  const accept = groupCommit<NewTransaction, AcceptOutcome>({
    ...{ write, itemsMax: 256, writesMax: 2 },
  });
  const first = Math.min(FIRST, accepts);
  const msOf = async (many: number) => {
    let left = many;
    const startMs = systemClock.elapsedMs();
    await Promise.all(
      Array.from({ length: clients }, async () => {
        while (left-- > 0) await accept(next());
      }),
    );
    return systemClock.elapsedMs() - startMs;
  };
  await pool.query('checkpoint');
  const firstMs = await msOf(first);
  const togetherMs = firstMs + (await msOf(accepts - first));
  await pool.end();
  return {
    aloneMs,
    firstPerSecond: (1_000 * first) / firstMs,
    togetherPerSecond: (1_000 * accepts) / togetherMs,
  };
}

/** Notes of customers at random, so that what they touch is spread over all of history. */
function notes(lanes: number): () => NewTransaction {
  const random = seededRandom(7);
  let row = 0;
  return () => {
    row += 1;
    const input = { key: Math.floor(random.fraction() * lanes), row };
    const key = `note-${row}`;
    return {
      ...prepareTransaction(
        {
          ...{ definition: customersNote, input, applicationId: 'shop', actor: 'shop' },
          ...{ channel: 'api', correlationId: key },
        },
        noteRuntime,
      ),
      idempotency: { operation: 'post-note', key, fingerprint: key, reply: { number: key } },
    };
  };
}

/** As invoices have one, which puts every accept somewhere else into the index of customers. */
const customersNote: ProcessDefinition = {
  ...noteProcess,
  summary: (input) => ({ ...noteProcess.summary(input), customer: `C${(input as Note).key}` }),
};

function reportOf(
  rows: readonly Measured[],
  { history: transactions, lanes, accepts, clients }: HistorySizes,
): Report {
  const first = ({ firstPerSecond }: Measured) => 1_000 / firstPerSecond;
  const together = ({ togetherPerSecond }: Measured) => 1_000 / togetherPerSecond;
  const [empty, full] = [rows[0] as Measured, rows[1] as Measured];
  const name = (row: Measured) => `${count(row.transactions)} before it`;
  const alone = (row: Measured, share: number) => percentile(row.aloneMs, share);
  return {
    told:
      `The store alone: ${count(Math.min(ALONE_MAX, accepts))} accepts one after another, then ` +
      `a checkpoint and ${count(accepts)} from ${clients} callers who share their commits as in ` +
      `the server, of ${count(lanes)} customers at random. History: ${count(transactions)} finished ` +
      'transactions, each with message, idempotency key, delivery, event and audit entry, with ' +
      `all indexes (${full.database.toFixed(1)} GB), just vacuumed and analysed.`,
    table: [
      [
        '',
        'alone p50',
        'alone p99',
        `the first ${count(FIRST)}, each`,
        'all, each',
        'all, a second',
      ],
      ...[empty, full].map((row) => [
        name(row),
        ...[0.5, 0.99].map((share) => `${alone(row, share).toFixed(2)} ms`),
        `${first(row).toFixed(2)} ms`,
        `${together(row).toFixed(2)} ms`,
        figure(row.togetherPerSecond),
      ]),
      [
        'ratio',
        ...[0.5, 0.99].map((share) => figure(alone(full, share) / alone(empty, share))),
        figure(first(full) / first(empty)),
        figure(together(full) / together(empty)),
        figure(full.togetherPerSecond / empty.togetherPerSecond),
      ],
    ],
    chart: {
      title: 'What one accept costs in the store, many together',
      unit: 'ms',
      bars: [empty, full].map((row) => ({ label: name(row), value: together(row), isOurs: true })),
    },
    remarks: [
      `The first ${count(FIRST)} after a checkpoint touch pages that PostgreSQL then writes into ` +
        'its log as a whole, once until the next checkpoint: with years of history these are ' +
        'others for nearly every customer. A checkpoint comes every five minutes at the most often ' +
        'when `max_wal_size` is large enough for them.',
    ],
  };
}

const WARM_ACCEPTS = 500;
/** Four to six seconds of them, and the whole of the round that warms this process up. */
const FIRST = 20_000;
const ALONE_MAX = 2_000;

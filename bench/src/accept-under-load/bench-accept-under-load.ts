/**
 * How long a caller waits for its 202 while half a million deliveries wait and drain, against a
 * server that has nothing else to do. Invoices come at a pace, and whoever comes while the server
 * is busy is counted from when it came.
 */

import { assert } from '@kontor/kernel';
import { defineBench } from '../bench.ts';
import { withPool } from '../harness/bench-server.ts';
import { openPlatform, type Platform } from '../harness/open-platform.ts';
import { percentile } from '../harness/percentile.ts';
import { sendInvoices } from '../harness/send-invoices.ts';
import { count, figure, type Report } from '../report/report.ts';
import { fillLanes } from './fill-lanes.ts';

type LoadSizes = {
  readonly waiting: number;
  readonly rate: number;
  readonly seconds: number;
  readonly clients: number;
};

export const acceptUnderLoad = defineBench<LoadSizes>({
  name: 'accept-under-load',
  about: 'how long an accept takes while much waits and drains, against idle',
  sizes: { waiting: 500_000, rate: 50, seconds: 60, clients: 64 },
  async run(sizes, say) {
    const platform = await openPlatform();
    try {
      const pace = (prefix: string, title: string, seconds = sizes.seconds) =>
        measure(platform, { ...sizes, seconds }, prefix, title, say);
      await pace('W', 'warming up', WARM_SECONDS);
      const idle = await pace('I', 'nothing waits');
      await platform.pause(LEDGER);
      await fill(platform, sizes, say);
      const waiting = await pace('P', `${count(sizes.waiting)} wait, SAP is paused`);
      await platform.resume(LEDGER);
      const draining = await pace('D', `${count(sizes.waiting)} wait and drain`);
      await assertNothingWasRefused(platform);
      return reportOf([idle, waiting, draining], sizes);
    } finally {
      await platform.stop();
    }
  },
});

type Measured = {
  readonly title: string;
  readonly latenciesMs: readonly number[];
  readonly deliveredPerSecond: number;
};

async function measure(
  { apiUrl, token, customers, databaseUrl }: Platform,
  { rate, seconds, clients }: LoadSizes,
  prefix: string,
  title: string,
  say: (sentence: string) => void,
): Promise<Measured> {
  say(`${title} …`);
  return withPool(databaseUrl, async (pool) => {
    const delivered = async () => {
      const { rows } = await pool.query<{ passed: string }>(
        'select sum(head_position - 1) as passed from lane where connection = $1',
        [LEDGER],
      );
      return Number(rows[0]?.passed ?? 0);
    };
    const before = await delivered();
    const sent = await sendInvoices({
      ...{ url: apiUrl, path: '/v1/customer-invoices', customers, clients, seconds, prefix },
      headers: { authorization: `Bearer ${token}` },
      perSecond: rate,
    });
    assert(sent.refused === 0, 'every invoice is accepted');
    const deliveredPerSecond = ((await delivered()) - before) / sent.seconds;
    return { title, latenciesMs: sent.latenciesMs, deliveredPerSecond };
  });
}

async function fill(
  { apiUrl, token, customers, databaseUrl }: Platform,
  { waiting }: LoadSizes,
  say: (sentence: string) => void,
): Promise<void> {
  say(`Filling in ${count(waiting)} …`);
  await sendInvoices({
    ...{ url: apiUrl, path: '/v1/customer-invoices', customers, prefix: 'SAMPLE' },
    ...{ clients: 1, invoices: 1 },
    headers: { authorization: `Bearer ${token}` },
  });
  await withPool(databaseUrl, async (pool) => {
    await fillLanes({ pool, sample: 'SAMPLE0', customers, count: waiting });
    // Half a million come in hours, not at once: what PostgreSQL does behind them is done by then.
    for (const statement of ['vacuum', 'checkpoint']) await pool.query(statement);
  });
}

/** A copy that SAP refuses would drain as quickly, and be no delivery. */
async function assertNothingWasRefused({ databaseUrl }: Platform): Promise<void> {
  const refused = await withPool(databaseUrl, (pool) =>
    pool.query(`select from delivery where status in ('rejected', 'parked') limit 1`),
  );
  assert(refused.rowCount === 0, 'every delivery is confirmed');
}

function reportOf(
  measured: readonly Measured[],
  { waiting, rate, seconds, clients }: LoadSizes,
): Report {
  const p99 = ({ latenciesMs }: Measured) => percentile(latenciesMs, 0.99);
  const idle = measured[0] ? p99(measured[0]) : Number.NaN;
  return {
    told:
      `${rate} invoices a second from up to ${clients} clients for ${seconds} s each; times from ` +
      `when an invoice was due to its 202. ${count(waiting)} invoices wait for the simulated SAP ` +
      'and drain at 8 calls at once. Server, database, simulators and clients share the machine.',
    table: [
      ['', 'p50', 'p99', 'slowest', 'p99 to idle', 'posted a second meanwhile'],
      ...measured.map((each) => [
        each.title,
        ...[0.5, 0.99, 1].map((share) => `${percentile(each.latenciesMs, share).toFixed(1)} ms`),
        figure(p99(each) / idle),
        figure(each.deliveredPerSecond),
      ]),
    ],
    chart: {
      title: 'p99 of accepting an invoice',
      unit: 'ms',
      bars: measured.map((each) => ({ label: each.title, value: p99(each), isOurs: true })),
    },
    remarks: [],
  };
}

const LEDGER = 'sap-s4hana';
const WARM_SECONDS = 10;

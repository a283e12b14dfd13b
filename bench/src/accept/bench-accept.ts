/**
 * How many invoices a second are durably accepted over HTTP – token, schema, checks of EN 16931 and
 * master data, idempotency, business key, lane, audit and outbox in one commit – against the
 * plainest durable thing PostgreSQL does: one row per commit, from as many clients, on the same
 * server.
 *
 * The ledger's connection is paused, so that accepting is measured and not delivering.
 */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineBench } from '../bench.ts';
import { openPlatform, type Platform } from '../harness/open-platform.ts';
import { percentile } from '../harness/percentile.ts';
import { sendInvoices, type Sent } from '../harness/send-invoices.ts';
import { figure, type Report } from '../report/report.ts';
import { insertRows } from './insert-rows.ts';
import { sendBatches, type SentBatches } from './send-batches.ts';
import { topOfSelfTime } from './read-profile.ts';

type AcceptSizes = {
  readonly clients: number;
  readonly seconds: number;
  /** Invoices of one batch. */
  readonly batch: number;
};

export const accept = defineBench<AcceptSizes>({
  name: 'accept',
  about: 'durable accepts over HTTP, against one row per durable commit; has a --profile',
  sizes: { clients: 64, seconds: 10, batch: 500 },
  async run(sizes) {
    const platform = await openPlatform();
    try {
      await platform.pause('sap-s4hana');
      await drive(platform, { ...sizes, seconds: WARM_SECONDS }, 'W');
      const sent = await drive(platform, sizes, 'B');
      const batches = await driveBatches(platform, sizes);
      const inserts = await insertRows({ databaseUrl: platform.databaseUrl, ...sizes });
      return reportOf({ sent, batches, inserts }, sizes);
    } finally {
      await platform.stop();
    }
  },
  async profile(sizes) {
    const platform = await openPlatform();
    const file = join(mkdtempSync(join(tmpdir(), 'kontor-profile-')), 'accept.cpuprofile');
    try {
      await platform.pause('sap-s4hana');
      await drive(platform, { ...sizes, seconds: WARM_SECONDS }, 'W');
      platform.server.tell('profile');
      await drive(platform, sizes, 'B');
      platform.server.tell(file);
      await platform.server.told();
    } finally {
      await platform.stop();
    }
    return `${topOfSelfTime(file, REPOSITORY)}\n\nThe profile is in ${file}`;
  },
});

function drive(
  { apiUrl, token, customers }: Platform,
  { clients, seconds }: AcceptSizes,
  prefix: string,
): Promise<Sent> {
  return sendInvoices({
    ...{ url: apiUrl, path: '/v1/customer-invoices', customers, clients, seconds, prefix },
    headers: { authorization: `Bearer ${token}` },
  });
}

function driveBatches(
  { apiUrl, token, customers }: Platform,
  { batch, seconds }: AcceptSizes,
): Promise<SentBatches> {
  return sendBatches({
    ...{ url: apiUrl, customers, seconds, prefix: 'L', senders: BATCH_SENDERS, lines: batch },
    headers: { authorization: `Bearer ${token}` },
  });
}

type Measured = {
  readonly sent: Sent;
  readonly batches: SentBatches;
  readonly inserts: Awaited<ReturnType<typeof insertRows>>;
};

function reportOf(
  { sent, batches, inserts }: Measured,
  { clients, seconds: asked, batch }: AcceptSizes,
): Report {
  const { peer, insertsPerSecond } = inserts;
  const acceptsPerSecond = sent.latenciesMs.length / sent.seconds;
  const linesPerSecond = batches.accepted / batches.seconds;
  const times = ({ latenciesMs }: Pick<Sent, 'latenciesMs'>) =>
    [0.5, 0.99].map((share) => `${percentile(latenciesMs, share).toFixed(1)} ms`);
  const ratio = (perSecond: number) => figure(perSecond / insertsPerSecond);
  const refused = sent.refused + batches.refused;
  return {
    told:
      `${clients} clients, ${asked} s after ${WARM_SECONDS} s of warming up. An invoice of three ` +
      'lines with two tax rates through token, schema, EN 16931, master data, idempotency, ' +
      'business key, lane, audit and outbox; SAP’s connection paused. Server, database and ' +
      `clients share the machine. Peer: ${peer}, one \`jsonb\` row of the same invoice per ` +
      'commit, as many clients. Batches come from ' +
      `${BATCH_SENDERS} senders, whose times are those of a whole batch.`,
    table: [
      ['', 'a second', 'ratio', 'p50', 'p99'],
      [
        ...['Kontor accepts over HTTP', figure(acceptsPerSecond)],
        ...[ratio(acceptsPerSecond), ...times(sent)],
      ],
      [
        ...[`the same, in batches of ${batch}`, figure(linesPerSecond)],
        ...[ratio(linesPerSecond), ...times(batches)],
      ],
      ['one row per durable commit', figure(insertsPerSecond), '1.00', '', ''],
    ],
    chart: {
      title: 'Durable accepts over HTTP, beside bare durable rows',
      unit: 'a second',
      bars: [
        { label: 'Kontor accepts over HTTP', value: acceptsPerSecond, isOurs: true },
        { label: `in batches of ${batch}`, value: linesPerSecond, isOurs: true },
        { label: 'one row per durable commit', value: insertsPerSecond, isOurs: false },
      ],
    },
    remarks: refused === 0 ? [] : [`${refused} were refused.`],
  };
}

const WARM_SECONDS = 3;
/** One is being read while another is written. */
const BATCH_SENDERS = 2;
const REPOSITORY = join(import.meta.dirname, '../../..');

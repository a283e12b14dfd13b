/**
 * An invoice from the HTTP request to the audit entry of its posting, through the simulated ledger
 * and the simulated CRM, in order per customer – and the same job written with what one would take
 * for it otherwise. Same process of simulators, same checks, same connectors.
 */

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { assert, systemClock } from '@kontor/kernel';
import { freePort } from '@kontor/postgres';
import { defineBench } from '../bench.ts';
import { withPool } from '../harness/bench-server.ts';
import { installPeer, type PeerName } from '../harness/install-peer.ts';
import { openPlatform, type Platform } from '../harness/open-platform.ts';
import { percentile } from '../harness/percentile.ts';
import { startProgram } from '../harness/run-program.ts';
import { sendInvoices } from '../harness/send-invoices.ts';
import { count, figure, type Report } from '../report/report.ts';
import type { JobAsked } from './invoice-job.ts';

type EndToEndSizes = {
  readonly invoices: number;
  readonly clients: number;
  readonly concurrency: number;
  readonly seconds: number;
};

export const endToEnd = defineBench<EndToEndSizes>({
  name: 'end-to-end',
  about: 'an invoice until it is posted and audited, beside the same job with DBOS and Restate',
  sizes: { invoices: 10_000, clients: 64, concurrency: 32, seconds: 300 },
  async run(sizes, say) {
    const platform = await openPlatform({ concurrency: sizes.concurrency });
    try {
      say('Kontor …');
      const measured = [await measure(oursOf(platform), platform, sizes, say)];
      await platform.server.stop();
      const missing: string[] = [];
      for (const name of PEERS) {
        say(`${name} …`);
        try {
          measured.push(await withPeer(name, platform, (it) => measure(it, platform, sizes, say)));
        } catch (error) {
          console.error(error);
          missing.push(`${name} could not be measured this time.`);
        }
      }
      return reportOf(measured, missing, platform, sizes);
    } finally {
      await platform.stop();
    }
  },
});

type Contestant = {
  readonly title: string;
  readonly isOurs: boolean;
  readonly url: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  /** Counts what is done. */
  readonly statement: string;
};

function oursOf({ apiUrl, token, databaseUrl }: Platform): Contestant {
  return {
    ...{ title: 'Kontor', isOurs: true, url: apiUrl, path: '/v1/customer-invoices', databaseUrl },
    headers: { authorization: `Bearer ${token}` },
    statement: `select count(*) as done from transaction where status = 'done'`,
  };
}

async function withPeer<Result>(
  name: PeerName,
  { database, company, databaseUrl: masterDataUrl }: Platform,
  work: (contestant: Contestant) => Promise<Result>,
): Promise<Result> {
  const { folder, title } = installPeer(name);
  const databaseUrl = await database.database(name);
  const port = await freePort();
  const asked: JobAsked = { port, company, masterDataUrl, databaseUrl };
  const program = startProgram(join(folder, 'invoices.ts'), asked);
  try {
    await program.told();
    return await work({
      ...{ title, isOurs: false, databaseUrl, url: `http://127.0.0.1:${port}`, path: '/' },
      statement: 'select count(*) as done from job_audit',
    });
  } finally {
    await program.stop();
    await database.drop(name);
  }
}

type Measured = Contestant & {
  readonly perSecond: number;
  readonly done: number;
  readonly acceptedPerSecond: number;
  readonly latenciesMs: readonly number[];
};

async function measure(
  contestant: Contestant,
  { customers }: Platform,
  { invoices, clients, seconds }: EndToEndSizes,
  say: (sentence: string) => void,
): Promise<Measured> {
  const { title, databaseUrl, statement } = contestant;
  return withPool(databaseUrl, async (pool) => {
    const countDone = async () => {
      const { rows } = await pool.query<{ done: string }>(statement);
      return Number(rows[0]?.done);
    };
    const run = async (wanted: number, prefix: string) => {
      const before = await countDone();
      const startMs = systemClock.elapsedMs();
      const elapsed = () => (systemClock.elapsedMs() - startMs) / 1_000;
      const sent = await sendInvoices({
        ...contestant,
        ...{ customers, clients, prefix, invoices: wanted, seconds },
      });
      assert(sent.refused === 0, `${title} takes every invoice`);
      let done = 0;
      while (done < sent.latenciesMs.length && elapsed() < seconds) {
        await sleep(LOOK_MS);
        done = (await countDone()) - before;
      }
      return { ...sent, done, perSecond: done / elapsed() };
    };
    // Prefixes are of the contestant: the ledger must see every number once.
    const own = title.slice(0, 2).toUpperCase();
    await run(Math.min(WARM_INVOICES, invoices), `${own}W`);
    const measured = await run(invoices, `${own}B`);
    say(`  ${figure(measured.perSecond)} a second`);
    const acceptedPerSecond = measured.latenciesMs.length / measured.seconds;
    return { ...contestant, ...measured, acceptedPerSecond };
  });
}

function reportOf(
  measured: readonly Measured[],
  missing: readonly string[],
  { customers }: Platform,
  { invoices, clients, concurrency }: EndToEndSizes,
): Report {
  const ours = measured[0]?.perSecond ?? Number.NaN;
  return {
    told:
      `${count(invoices)} invoices of ${count(customers.length)} customers from ${clients} ` +
      'clients, counted from the first request to the last audit entry: accepted durably, checked ' +
      'with EN 16931 and master data, posted in the simulated SAP over HTTP, noted in the ' +
      'simulated Salesforce, opened for payment, told as an event and audited; in order per ' +
      `customer. Kontor makes ${concurrency} calls at once to each system, the peers as many as ` +
      'there are customers.',
    table: [
      ['', 'done a second', 'ratio', 'accepted a second', 'p50 of accepting', 'p99'],
      ...measured.map(({ title, perSecond, acceptedPerSecond, latenciesMs }) => [
        ...[title, figure(perSecond), figure(perSecond / ours), figure(acceptedPerSecond)],
        ...[0.5, 0.99].map((share) => `${percentile(latenciesMs, share).toFixed(1)} ms`),
      ]),
    ],
    chart: {
      title: 'Invoices from HTTP request to audit entry',
      unit: 'a second',
      bars: measured.map(({ title, perSecond, isOurs }) => ({
        ...{ label: title, value: perSecond, isOurs },
      })),
    },
    remarks: [
      ...missing,
      ...measured
        .filter(({ done }) => done < invoices)
        .map(({ title, done }) => `${title} finished ${count(done)} in its time.`),
      WHAT_THEY_LEAVE_OUT,
    ],
  };
}

const PEERS: readonly PeerName[] = ['dbos', 'restate'];
const WARM_INVOICES = 500;
/** Counting reads the whole table: more often, it would take a tenth of what it counts. */
const LOOK_MS = 250;
const WHAT_THEY_LEAVE_OUT =
  'The peers use the checks and connectors of Kontor. They leave out: token, schema and ' +
  'fingerprint at the door; masked exchanges of every attempt; asking SAP before sending again ' +
  'after a crash or a lost reply (they may post twice); approvals, parking, undoing; an outbox ' +
  'relayed in order. DBOS keeps everything in the same PostgreSQL, Restate in its own log.';

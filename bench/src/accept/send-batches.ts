/**
 * The same invoices as they are sent one by one, in batches: as many a request as the sizes say,
 * over as few connections as keep a server busy.
 */

import { systemClock } from '@kontor/kernel';
import { Pool } from 'undici';
import { invoiceBody } from '../harness/invoice-body.ts';

export type BatchSending = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly customers: readonly string[];
  /** Before their numbers: nothing is sent twice. */
  readonly prefix: string;
  readonly senders: number;
  /** Invoices of one batch. */
  readonly lines: number;
  readonly seconds: number;
};

export type SentBatches = {
  readonly latenciesMs: readonly number[];
  readonly accepted: number;
  readonly refused: number;
  readonly seconds: number;
};

export async function sendBatches(sending: BatchSending): Promise<SentBatches> {
  const { url, customers, prefix, senders, lines } = sending;
  const pool = new Pool(url, { connections: senders, pipelining: 1 });
  const startMs = systemClock.elapsedMs();
  const endMs = startMs + sending.seconds * 1_000;
  const day = systemClock.now().slice(0, 10);
  const latenciesMs: number[] = [];
  let accepted = 0;
  let refused = 0;
  let next = 0;

  async function sender(): Promise<void> {
    while (systemClock.elapsedMs() < endMs) {
      const first = next;
      next += lines;
      const body = Array.from({ length: lines }, (_, index) => {
        const customer = customers[(first + index) % customers.length] ?? '';
        return invoiceBody({ number: `${prefix}${first + index}`, customer, day });
      }).join('\n');
      const sentMs = systemClock.elapsedMs();
      const reply = await pool.request({
        ...{ method: 'POST', path: '/v1/customer-invoice-batches', body },
        headers: {
          'content-type': 'application/x-ndjson',
          'idempotency-key': `${prefix}${first}`,
          ...sending.headers,
        },
      });
      const answer = (await reply.body.json()) as { accepted?: number };
      latenciesMs.push(systemClock.elapsedMs() - sentMs);
      accepted += answer.accepted ?? 0;
      refused += lines - (answer.accepted ?? 0);
    }
  }

  await Promise.all(Array.from({ length: senders }, sender));
  await pool.close();
  return { latenciesMs, accepted, refused, seconds: (systemClock.elapsedMs() - startMs) / 1_000 };
}

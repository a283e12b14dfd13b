/**
 * Invoices over HTTP, as a billing system sends them: as fast as they are answered, or at a pace.
 * At a pace the time of an answer counts from when the invoice was due, so that a server that
 * stands still for a second is charged for everybody who would have come in that second.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@kontor/kernel';
import { Pool } from 'undici';
import { invoiceBody } from './invoice-body.ts';

export type Sending = {
  readonly url: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly customers: readonly string[];
  /** Before their numbers: nothing is sent twice. */
  readonly prefix: string;
  readonly clients: number;
  /** Whichever comes first. */
  readonly seconds?: number;
  readonly invoices?: number;
  readonly perSecond?: number;
};

export type Sent = {
  readonly latenciesMs: readonly number[];
  readonly refused: number;
  readonly seconds: number;
};

export async function sendInvoices(sending: Sending): Promise<Sent> {
  const { url, path, customers, prefix, clients, perSecond } = sending;
  const pool = new Pool(url, { connections: clients, pipelining: 1 });
  const startMs = systemClock.elapsedMs();
  const endMs = startMs + (sending.seconds ?? Infinity) * 1_000;
  const latenciesMs: number[] = [];
  let refused = 0;
  let next = 0;
  async function client(): Promise<void> {
    while (systemClock.elapsedMs() < endMs && next < (sending.invoices ?? Infinity)) {
      const index = next++;
      const dueMs = perSecond === undefined ? undefined : startMs + (index * 1_000) / perSecond;
      if (dueMs !== undefined && dueMs >= endMs) return;
      if (dueMs !== undefined) await sleep(Math.max(0, dueMs - systemClock.elapsedMs()));
      const number = `${prefix}${index}`;
      const sentMs = dueMs ?? systemClock.elapsedMs();
      const { statusCode, body } = await pool.request({
        ...{ method: 'POST', path },
        headers: {
          'content-type': 'application/json',
          'idempotency-key': number,
          ...sending.headers,
        },
        body: invoiceBody({
          ...{ number, customer: customers[index % customers.length] ?? '' },
          day: systemClock.now().slice(0, 10),
        }),
      });
      await body.dump();
      if (statusCode === 202) latenciesMs.push(systemClock.elapsedMs() - sentMs);
      else refused += 1;
    }
  }
  await Promise.all(Array.from({ length: clients }, client));
  await pool.close();
  return { latenciesMs, refused, seconds: (systemClock.elapsedMs() - startMs) / 1_000 };
}

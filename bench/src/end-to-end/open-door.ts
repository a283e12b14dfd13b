/**
 * The door of a peer: an invoice is parsed and checked, and answered when the peer has taken it
 * over for good. No token, no schema, no fingerprint of the request: less than Kontor's.
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { CustomerInvoice } from '@kontor/canon';
import type { InvoiceJob, InvoiceWork } from './invoice-job.ts';

export type Door = {
  readonly port: number;
  readonly work: InvoiceWork;
  /** Resolves when it is durable. */
  readonly take: (job: InvoiceJob) => Promise<unknown>;
};

export async function openDoor({ port, work, take }: Door): Promise<void> {
  const server = createServer((request, reply) => {
    answer(request, reply).catch((error: unknown) => {
      console.error(error);
      reply.writeHead(500).end();
    });
  });
  async function answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const input = JSON.parse(Buffer.concat(pieces).toString('utf8')) as CustomerInvoice;
    const defects = work.check(input);
    if (defects.length > 0) {
      reply.writeHead(422).end(JSON.stringify(defects));
      return;
    }
    const job = { transactionId: work.nextId(), input };
    await take(job);
    reply.writeHead(202).end(JSON.stringify({ transactionId: job.transactionId }));
  }
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

/**
 * Any number of customer invoices, handed over in batches: takes them as they come, and gives the
 * outcome of each in the same order. A batch that was not answered is sent again under the same
 * key, so whatever happens in between, no invoice is accepted twice and none is left out.
 */

import type { CustomerInvoice } from '@kontor/canon';
import { createCustomerInvoices, type InvoiceLineOutcome } from '@kontor/contracts';
import type { ApiClient } from './open-api-client.ts';
import { patiently } from './patiently.ts';

export type SentInvoice = Omit<InvoiceLineOutcome, 'line'> & {
  /** Place among the invoices that were given, from 0. */
  readonly index: number;
};

export type InvoiceSending = {
  /**
   * Names this delivery of invoices: the same one with each retry of it, also of the whole and by
   * another process. An invoice that was mended is sent under the same key, too.
   */
  readonly key: string;
};

/** Throws when a batch is refused as a whole: without permission, or after many tries. */
export async function* sendInvoices(
  api: ApiClient,
  invoices: Iterable<CustomerInvoice> | AsyncIterable<CustomerInvoice>,
  { key }: InvoiceSending,
): AsyncGenerator<SentInvoice> {
  let first = 0;
  for await (const lines of batchesOf(invoices)) {
    const body = { contentType: 'application/x-ndjson', content: lines.join('\n') };
    const reply = await patiently(() =>
      api.call(createCustomerInvoices, { body, idempotencyKey: key }),
    );
    if (reply.kind !== 'answered') {
      const why = reply.kind === 'refused' ? reply.problem.title : reply.cause;
      throw new Error(`Invoices ${first} to ${first + lines.length - 1}: ${why}`);
    }
    for (const { line, ...outcome } of reply.body.outcomes) {
      yield { index: first + line - 1, ...outcome };
    }
    first += lines.length;
  }
}

async function* batchesOf(
  invoices: Iterable<CustomerInvoice> | AsyncIterable<CustomerInvoice>,
): AsyncGenerator<readonly string[]> {
  let lines: string[] = [];
  let characters = 0;
  for await (const invoice of invoices) {
    const line = JSON.stringify(invoice);
    if (lines.length === LINES_MAX || (lines.length > 0 && characters + line.length > TEXT_MAX)) {
      yield lines;
      lines = [];
      characters = 0;
    }
    lines.push(line);
    characters += line.length;
  }
  if (lines.length > 0) yield lines;
}

/** Accepted within a second; more at once is hardly cheaper, and is sent again when it breaks. */
const LINES_MAX = 1_000;
/** Characters of one batch: far below what the door takes, whatever alphabet they are of. */
const TEXT_MAX = 8_388_608;

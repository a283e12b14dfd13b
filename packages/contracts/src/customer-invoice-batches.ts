/**
 * Handing over many customer invoices in one request: what a billing system does at the end of a
 * month. Each line is what the single operation takes, and is accepted by the same way.
 *
 * Which standard: bulk sets are NDJSON (one JSON text to a line), so that neither side holds them
 * as one tree. A synchronous batch that creates is atomic in AIP-233; billing wants the other 9,963
 * booked, so that is a mode, and not the default. There is no 207 (RFC 4918): 200 says that every
 * line was worked, and the outcome of each stands in its place; where nothing or not everything was
 * worked, it is a problem. The key is that of the Idempotency-Key draft, for each line together
 * with its legal entity and number, so that a batch which was broken off is simply sent again.
 */

import { Currency, CustomerInvoice, idText, LegalEntityCode, text } from '@kontor/canon';
import { PROBLEMS, type ProblemCode } from '@kontor/kernel';
import Type, { type Static } from 'typebox';
import { BATCH_BYTES_MAX, BATCH_LINES_MAX, endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_IDS, exampleCustomerInvoice } from './examples.ts';
import { ControlTotal } from './reports.ts';
import { closed } from './wire.ts';

export const BatchMode = Type.Enum(['partial', 'atomic'], {
  description:
    'partial: every line that can be accepted is, and the others are reported; ' +
    'atomic: all lines are accepted, or none.',
});
export type BatchMode = Static<typeof BatchMode>;

const Count = Type.Integer({ minimum: 0, maximum: BATCH_LINES_MAX });

/** Defects of one line that are told; the rest is found with the next try. */
export const LINE_ERRORS_MAX = 20;

/** Why a line was refused: what the single operation would have answered (RFC 9457). */
export const LineProblem = closed(
  {
    type: Type.String({ description: 'Address of the page that explains this kind of problem.' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    code: Type.Enum(Object.keys(PROBLEMS) as ProblemCode[], {
      description: 'Stable name of the problem: decide by this, not by the title.',
    }),
    detail: Type.Optional(Type.String({ description: 'One sentence about this very line.' })),
    errors: Type.Optional(
      Type.Array(
        closed({
          pointer: Type.String({
            description: 'Into the line: a JSON pointer (RFC 6901), or a byte of what is no JSON.',
          }),
          code: Type.String(),
          detail: Type.String({ description: 'What is wrong, and what would be right.' }),
        }),
        { maxItems: LINE_ERRORS_MAX },
      ),
    ),
  },
  { $id: 'LineProblem' },
);

export const InvoiceLineOutcome = closed(
  {
    line: Type.Integer({ minimum: 1, description: 'Counted from 1, empty lines included.' }),
    outcome: Type.Enum(['accepted', 'refused']),
    /** Absent where the line could not be read. */
    legalEntity: Type.Optional(LegalEntityCode),
    number: Type.Optional(text(100)),
    /** Of an accepted line; of `duplicate_business_key`, the one that holds the document. */
    transaction: Type.Optional(idText('TransactionId')),
    replayed: Type.Optional(
      Type.Boolean({ description: 'true: it was accepted before, under the same key.' }),
    ),
    problem: Type.Optional(LineProblem),
  },
  { $id: 'InvoiceLineOutcome' },
);
export type InvoiceLineOutcome = Static<typeof InvoiceLineOutcome>;

export const InvoiceBatch = closed(
  {
    mode: BatchMode,
    lines: Count,
    /** Durable, those that were so before included. */
    accepted: Count,
    /** Of the accepted ones, those that were so before. */
    replayed: Count,
    refused: Count,
    /** Gross amounts (BT-112), credit notes negative; replayed lines are counted as accepted. */
    totals: Type.Array(
      closed({ currency: Currency, accepted: ControlTotal, refused: ControlTotal }),
      { maxItems: 200 },
    ),
    /** Refused lines that are in no total, because they have no amount that could be read. */
    withoutAmount: Count,
    /** In the order of the lines. */
    outcomes: Type.Array(InvoiceLineOutcome, { maxItems: BATCH_LINES_MAX }),
  },
  { $id: 'InvoiceBatch' },
);
export type InvoiceBatch = Static<typeof InvoiceBatch>;

const exampleRefusal = {
  type: '/problems/unacceptable_invoice',
  title: PROBLEMS.unacceptable_invoice.title,
  status: PROBLEMS.unacceptable_invoice.status,
  code: 'unacceptable_invoice',
  errors: [
    {
      pointer: '/customer',
      code: 'customer_unknown',
      detail: 'DE01 has no customer C99999. Create it in the ledger, or use the right number.',
    },
  ],
};

export const createCustomerInvoices = endpoint({
  method: 'POST',
  path: '/v1/customer-invoice-batches',
  operationId: 'createCustomerInvoices',
  tag: 'Customer invoices',
  summary: 'Hand over many customer invoices at once',
  description:
    'NDJSON: one invoice to a line, as `POST /v1/customer-invoices` takes it, checked and ' +
    'accepted like there. The answer comes when every line was worked: its outcome in its place, ' +
    'and totals per currency. An accepted line is durable; invoices of one customer are posted in ' +
    'the order of their lines.\n\n' +
    'With `mode=partial` (the default) each line stands for itself. With `mode=atomic` one line ' +
    'that cannot be accepted refuses them all: `unacceptable_batch` names the lines, and nothing ' +
    'was changed.\n\n' +
    'The key of a line is the Idempotency-Key together with its legal entity and number. Whatever ' +
    'became of a request, send the batch again under the same key: what was accepted is answered ' +
    'as it was, with `replayed`, and nothing is doubled. Lines may be mended, left out or put ' +
    'elsewhere meanwhile; one that was accepted with other content is `idempotency_key_reused`. A ' +
    'number that an earlier line or transaction has is `duplicate_business_key`; one whose ' +
    'transaction was deleted since, its term being over, is `document_was_deleted`.\n\n' +
    'Each line counts as a request: what a batch takes beyond the quota is waited for before the ' +
    'next request. Problems with status 408 and 413 say in `detail` up to which line was worked.',
  permission: 'invoices:write',
  audit: { action: 'customer_invoice.accepted', subject: 'transactionId' },
  idempotency: 'required',
  query: closed({ mode: Type.Optional(BatchMode) }),
  bodies: {
    'application/x-ndjson': {
      kind: 'lines',
      schema: CustomerInvoice,
      bytesMax: BATCH_BYTES_MAX,
      linesMax: BATCH_LINES_MAX,
      lineBytesMax: JSON_BYTES_MAX,
      examples: {
        first: exampleCustomerInvoice,
        second: { ...exampleCustomerInvoice, number: '2026-00418' },
      },
    },
  },
  replies: {
    200: {
      description: 'Every line was worked; the accepted ones are durable.',
      body: InvoiceBatch,
      example: {
        mode: 'partial',
        lines: 2,
        accepted: 1,
        replayed: 0,
        refused: 1,
        totals: [
          {
            currency: 'EUR',
            accepted: { count: 1, amount: '1190.00' },
            refused: { count: 1, amount: '1190.00' },
          },
        ],
        withoutAmount: 0,
        outcomes: [
          {
            line: 1,
            outcome: 'accepted',
            legalEntity: 'DE01',
            number: '2026-00417',
            transaction: EXAMPLE_IDS.transaction,
          },
          {
            line: 2,
            outcome: 'refused',
            legalEntity: 'DE01',
            number: '2026-00418',
            problem: exampleRefusal,
          },
        ],
      },
    },
  },
  problems: ['invalid_request', 'unacceptable_batch', 'batch_too_large', 'too_many_batches'],
});

/** Handing over a customer invoice: the operation that most applications come for. */

import { CustomerInvoice } from '@kontor/canon';
import { endpoint, JSON_BYTES_MAX, XML_BYTES_MAX } from './endpoint.ts';
import { exampleCustomerInvoice, exampleTransaction } from './examples.ts';
import { Transaction } from './transactions.ts';

export const createCustomerInvoice = endpoint({
  method: 'POST',
  path: '/v1/customer-invoices',
  operationId: 'createCustomerInvoice',
  tag: 'Customer invoices',
  summary: 'Hand over a customer invoice',
  description:
    'Takes an invoice or credit note as JSON, or an EN 16931 document (UBL or CII) as it is. ' +
    'It is checked before anything is queued: totals, period, accounts, customer, tax codes. ' +
    'An accepted invoice is durable, and is posted once and in the order of its customer.\n\n' +
    'The answer is 202 with the transaction. With `Prefer: wait=N` the answer is 200 with the ' +
    'finished transaction when it finishes within N seconds, and 202 otherwise. An invoice of ' +
    'the same legal entity and number that was accepted before, by any channel and under any ' +
    'key, is `duplicate_business_key` with the Location of its transaction; one that was ' +
    'deleted since, its term being over, is `document_was_deleted`.',
  permission: 'invoices:write',
  audit: { action: 'customer_invoice.accepted', subject: 'transactionId' },
  idempotency: 'required',
  headers: ['Prefer', 'Kontor-Legal-Entity', 'Kontor-Customer'],
  bodies: {
    'application/json': {
      kind: 'json',
      schema: CustomerInvoice,
      bytesMax: JSON_BYTES_MAX,
      examples: { invoice: exampleCustomerInvoice },
    },
    'application/xml': {
      kind: 'bytes',
      bytesMax: XML_BYTES_MAX,
      description: 'EN 16931 invoice or credit note, as UBL 2.1 or UN/CEFACT CII.',
    },
  },
  replies: {
    200: {
      description: 'The transaction finished within the time the caller wanted to wait.',
      body: Transaction,
      example: { ...exampleTransaction, status: 'done', finishedAt: '2026-03-31T08:15:31.260Z' },
      headers: ['Location', 'Preference-Applied', 'Idempotent-Replayed'],
    },
    202: {
      description: 'Accepted and durable; Location says where to watch it.',
      body: Transaction,
      example: exampleTransaction,
      headers: ['Location', 'Preference-Applied', 'Idempotent-Replayed'],
    },
  },
  problems: [
    'malformed_xml',
    'unacceptable_invoice',
    'duplicate_business_key',
    'document_was_deleted',
    'legal_entity_forbidden',
  ],
});

/**
 * Payments out: a batch of credit transfers is handed over once, released by a second person, sent
 * to the bank once, and followed transfer by transfer through what the bank tells of it.
 */

import {
  Currency,
  Day,
  Iban,
  idText,
  InstantText,
  LegalEntityCode,
  MoneyWire,
  PaymentBatch,
  PaymentReferenceText,
  PaymentStatus,
  PaymentStatusReason,
  text,
} from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, PAYMENT_BATCH_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME, exampleTransaction } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { Transaction, TransactionStatus } from './transactions.ts';
import { closed, idParams } from './wire.ts';

/** How many transfers of a batch have a status, and how much they pay. */
export const TransferCount = closed({
  /** Absent: the bank told nothing of them yet. */
  status: Type.Optional(PaymentStatus),
  transfers: Type.Integer({ minimum: 1 }),
  total: MoneyWire,
});

export const PaymentBatchStanding = closed(
  {
    /** Of its transaction: what it waits for and what became of it is there. */
    id: idText('TransactionId'),
    legalEntity: LegalEntityCode,
    number: PaymentReferenceText,
    /** Ours, that is debited. */
    account: Iban,
    /** As it was ordered. */
    executionDay: Day,
    currency: Currency,
    total: MoneyWire,
    transfers: Type.Integer({ minimum: 1 }),
    /** The bank’s reports name it by this. */
    messageId: PaymentReferenceText,
    /** Of sending it; the bank’s own statuses are in `statuses`. */
    status: TransactionStatus,
    /** In the order in which banks work. */
    statuses: Type.Array(TransferCount, { maxItems: 20 }),
    /** Transfers that the bank said ended in two ways. */
    contradicted: Type.Integer({ minimum: 0 }),
    acceptedAt: InstantText,
    /** When the bank last reported on it. */
    reportedAt: Type.Optional(InstantText),
  },
  { $id: 'PaymentBatchStanding' },
);
export type PaymentBatchStanding = Static<typeof PaymentBatchStanding>;

/** One line of a report on one transfer. */
export const ToldStatus = closed({
  status: PaymentStatus,
  change: Type.Enum(['moved', 'late', 'repeated', 'conflict'], {
    description:
      'moved: it is the status now; late: it was further already; repeated: told before; ' +
      'conflict: it had ended otherwise, and an exception asks about it.',
  }),
  level: Type.Enum(['message', 'payment', 'transfer'], {
    description: 'Whether it was told of the whole message, of its payment information or of it.',
  }),
  reasons: Type.Array(PaymentStatusReason, { maxItems: 20 }),
  report: idText('PaymentStatusReportId'),
  exception: Type.Optional(idText('ExceptionId')),
  at: InstantText,
});

export const PaymentTransferStanding = closed(
  {
    /** In the batch, from 1. */
    position: Type.Integer({ minimum: 1 }),
    endToEndId: PaymentReferenceText,
    amount: MoneyWire,
    creditor: closed({ name: text(140), iban: Iban }),
    /** The text or the reference that the payee reads. */
    remittance: Type.Optional(text(140)),
    /** Absent: the bank told nothing of it yet. */
    status: Type.Optional(PaymentStatus),
    statusAt: Type.Optional(InstantText),
    reasons: Type.Array(PaymentStatusReason, { maxItems: 20 }),
    bankReference: Type.Optional(text(140)),
    /** It ended in two ways, if the bank is to be believed. */
    contradicted: Type.Boolean(),
    /** Everything that was told of it, in the order in which it came. */
    told: Type.Array(ToldStatus, { maxItems: 100 }),
  },
  { $id: 'PaymentTransferStanding' },
);
export type PaymentTransferStanding = Static<typeof PaymentTransferStanding>;

export const examplePaymentBatch = {
  legalEntity: 'DE01',
  number: 'PAY-2026-0042',
  debtor: { name: 'Alster GmbH', iban: 'DE02120300000000202051' },
  executionDay: '2026-04-01',
  currency: 'EUR',
  controlSum: '1809.98',
  transfers: [
    {
      endToEndId: 'PAY-2026-0042-1',
      amount: '1559.48',
      creditor: { name: 'Kranich Optik GmbH', iban: 'DE89370400440532013000' },
      remittance: 'Invoice 4711',
    },
    {
      endToEndId: 'PAY-2026-0042-2',
      amount: '250.50',
      creditor: { name: 'Vélo Lyon SAS', iban: 'FR1420041010050500013M02606', country: 'FR' },
      creditorReference: 'RF18539007547034',
    },
  ],
};

const exampleAccepted = {
  ...exampleTransaction,
  process: 'send-payment-batch',
  businessKey: ['DE01', 'PAY-2026-0042'],
  status: 'waiting',
  number: 'PAY-2026-0042',
  value: { amount: '1809.98', currency: 'EUR' },
  application: 'payables',
  exceptions: [EXAMPLE_IDS.exception],
};

export const examplePaymentBatchStanding = {
  id: EXAMPLE_IDS.transaction,
  legalEntity: 'DE01',
  number: 'PAY-2026-0042',
  account: 'DE02120300000000202051',
  executionDay: '2026-04-01',
  currency: 'EUR',
  total: { amount: '1809.98', currency: 'EUR' },
  transfers: 2,
  messageId: '7Q2M4ZC8R1XK5T9VB3NJ',
  status: 'done',
  statuses: [
    { status: 'ACSC', transfers: 1, total: { amount: '1559.48', currency: 'EUR' } },
    { status: 'RJCT', transfers: 1, total: { amount: '250.50', currency: 'EUR' } },
  ],
  contradicted: 0,
  acceptedAt: EXAMPLE_TIME,
  reportedAt: '2026-04-01T09:12:00.000Z',
};

export const exampleTransferStanding = {
  position: 2,
  endToEndId: 'PAY-2026-0042-2',
  amount: { amount: '250.50', currency: 'EUR' },
  creditor: { name: 'Vélo Lyon SAS', iban: 'FR1420041010050500013M02606' },
  remittance: 'RF18539007547034',
  status: 'RJCT',
  statusAt: '2026-04-01T09:12:00.000Z',
  reasons: [{ code: 'AC04', text: 'Account closed' }],
  contradicted: false,
  told: [
    {
      status: 'ACTC',
      change: 'moved',
      level: 'message',
      reasons: [],
      report: EXAMPLE_IDS.statusReport,
      at: EXAMPLE_TIME,
    },
    {
      status: 'RJCT',
      change: 'moved',
      level: 'transfer',
      reasons: [{ code: 'AC04', text: 'Account closed' }],
      report: EXAMPLE_IDS.statusReport,
      at: '2026-04-01T09:12:00.000Z',
    },
  ],
};

const params = idParams('transactionId', 'TransactionId');

export const createPaymentBatch = endpoint({
  method: 'POST',
  path: '/v1/payment-batches',
  operationId: 'createPaymentBatch',
  tag: 'Payments',
  summary: 'Order payments',
  description:
    'Takes up to 10,000 credit transfers from one account on one day. They are checked before ' +
    'anything is queued: the account is the company’s own, check digits, amounts, end-to-end ids, ' +
    'the day. An accepted batch is durable; it waits until a second person releases it, and is ' +
    'handed to the bank once.\n\n' +
    'The answer is 202 with its transaction; it can be cancelled until it is sent. A batch of the ' +
    'same legal entity and number that was accepted before, under any key, is ' +
    '`duplicate_business_key` with the Location of its transaction.',
  permission: 'payments:write',
  audit: { action: 'payment_batch.accepted', subject: 'transactionId' },
  idempotency: 'required',
  bodies: {
    'application/json': {
      kind: 'json',
      schema: PaymentBatch,
      bytesMax: PAYMENT_BATCH_BYTES_MAX,
      examples: { batch: examplePaymentBatch },
    },
  },
  replies: {
    202: {
      description: 'Accepted and durable; Location says where to watch it.',
      body: Transaction,
      example: exampleAccepted,
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['unacceptable_payment_batch', 'duplicate_business_key', 'legal_entity_forbidden'],
});

export const listPaymentBatches = endpoint({
  method: 'GET',
  path: '/v1/payment-batches',
  operationId: 'listPaymentBatches',
  tag: 'Payments',
  summary: 'List payment batches',
  description: 'Newest first, with how many of their transfers have which status at the bank.',
  permission: 'payments:read',
  audit: { none: 'Our own accounts and totals; payees are read with one batch.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    status: Type.Optional(TransactionStatus),
    legalEntity: Type.Optional(LegalEntityCode),
    number: Type.Optional(text(35)),
    trouble: Type.Optional(
      Type.Boolean({ description: 'true: a transfer was rejected, cancelled or contradicted.' }),
    ),
  }),
  replies: {
    200: {
      description: 'One page of batches.',
      body: pageOf(PaymentBatchStanding),
      example: { items: [examplePaymentBatchStanding] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

export const getPaymentBatch = endpoint({
  method: 'GET',
  path: '/v1/payment-batches/{transactionId}',
  operationId: 'getPaymentBatch',
  tag: 'Payments',
  summary: 'Read a payment batch',
  description: 'What was ordered, how far it is, and what the bank told of its transfers in all.',
  permission: 'payments:read',
  audit: { none: 'Our own account and totals; payees are read with its transfers.' },
  idempotency: { none: 'Reading.' },
  params,
  replies: {
    200: {
      description: 'The batch.',
      body: PaymentBatchStanding,
      example: examplePaymentBatchStanding,
    },
  },
  problems: ['not_found'],
});

export const listPaymentTransfers = endpoint({
  method: 'GET',
  path: '/v1/payment-batches/{transactionId}/transfers',
  operationId: 'listPaymentTransfers',
  tag: 'Payments',
  summary: 'List the transfers of a payment batch',
  description: 'In the order of the batch, each with everything that the bank told of it.',
  permission: 'payments:read',
  audit: { none: 'The batch names who ordered it and who released it; reading changes nothing.' },
  idempotency: { none: 'Reading.' },
  params,
  query: listQuery({
    status: Type.Optional(PaymentStatus),
    endToEndId: Type.Optional(text(35)),
    trouble: Type.Optional(
      Type.Boolean({ description: 'true: only what was rejected, cancelled or contradicted.' }),
    ),
  }),
  replies: {
    200: {
      description: 'One page of transfers.',
      body: pageOf(PaymentTransferStanding),
      example: { items: [exampleTransferStanding] },
      headers: ['Link'],
    },
  },
  problems: ['not_found'],
});

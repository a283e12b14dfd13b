/**
 * A transaction: one run of a process. It is what callers get back and what everyone traces.
 *
 *   working ──────▶ done ──▶ taken_back
 *    │ ▲  │ ▲ └───▶ refused
 *    ▼ │  ▼ │
 *  waiting parked          (an exception waits for a person)
 */

import { InstantText, LegalEntityCode, MoneyWire, idText, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { DeliveryStatus } from './deliveries.ts';
import { endpoint } from './endpoint.ts';
import { OpenItem } from './open-items.ts';
import { listQuery, pageOf } from './paging.ts';
import { exampleOpenItem, exampleTransaction, EXAMPLE_IDS } from './examples.ts';
import {
  closed,
  ConnectionName,
  CorrelationId,
  DefectWire,
  fromTo,
  idParams,
  ProcessName,
  Reason,
  Reference,
} from './wire.ts';

export const TransactionStatus = Type.Enum(
  ['working', 'waiting', 'parked', 'done', 'refused', 'taken_back'],
  {
    description:
      'working: Kontor works on it; waiting: a person must approve or supply something; parked: a ' +
      'delivery stopped and a person must look; done: every system confirmed; refused: it ended ' +
      'without effect, or was cancelled; taken_back: it was done and was undone.',
  },
);
export type TransactionStatus = Static<typeof TransactionStatus>;

const transactionFields = {
  id: idText('TransactionId'),
  process: ProcessName,
  /** A running transaction keeps the version that it started with. */
  processVersion: Type.Integer({ minimum: 1 }),
  legalEntity: LegalEntityCode,
  /** What the business calls it: accepted once, on every channel. */
  businessKey: Type.Array(text(140), { minItems: 1, maxItems: 5 }),
  status: TransactionStatus,
  /** Invoice number (BT-1) or the bank's reference. */
  number: Type.Optional(text(140)),
  customer: Type.Optional(text(20)),
  /** What it is worth: for an invoice its gross amount (BT-112). */
  value: Type.Optional(MoneyWire),
  /** Client id of the application that handed it over. */
  application: text(100),
  correlationId: CorrelationId,
  acceptedAt: InstantText,
  /** When it became done, refused or taken back. */
  finishedAt: Type.Optional(InstantText),
  /** Why it was refused or taken back, or what a person is needed for. */
  explanation: Type.Optional(paragraph(2_000)),
  /** Whoever wanted it no longer, before anything of it was sent. */
  cancelled: Type.Optional(closed({ by: text(200), at: InstantText, reason: Reason })),
  /** What in the document is wrong, when that is why. */
  errors: Type.Optional(Type.Array(DefectWire, { maxItems: 100 })),
  /** Open exceptions of it. */
  exceptions: Type.Array(idText('ExceptionId'), { maxItems: 100 }),
};

export const Transaction = closed(transactionFields, { $id: 'Transaction' });
export type Transaction = Static<typeof Transaction>;

export const TransactionDetail = closed(
  {
    ...transactionFields,
    deliveries: Type.Array(
      closed({
        id: idText('DeliveryId'),
        connection: ConnectionName,
        operation: text(100),
        status: DeliveryStatus,
        attempts: Type.Integer({ minimum: 0, description: 'How often it was tried.' }),
        /** The system's own number for what it made. */
        externalReference: Type.Optional(text(200)),
        changedAt: InstantText,
      }),
      { maxItems: 1_000 },
    ),
    events: Type.Array(closed({ id: idText('EventId'), type: text(100), time: InstantText }), {
      maxItems: 1_000,
    }),
    /** What the customer owes because of it. */
    openItem: Type.Optional(OpenItem),
  },
  { $id: 'TransactionDetail' },
);
export type TransactionDetail = Static<typeof TransactionDetail>;

/** The trace that a controller reads: every hop in business words. */
export const Story = closed(
  {
    transactionId: idText('TransactionId'),
    title: text(300),
    /** Where it stands now, in one sentence. */
    sentence: paragraph(1_000),
    chapters: Type.Array(
      closed({
        at: InstantText,
        headline: text(300),
        sentences: Type.Array(paragraph(2_000), { maxItems: 50 }),
        kind: Type.Enum(
          ['received', 'checked', 'sent', 'confirmed', 'trouble', 'decided', 'told'],
          {
            description: 'What sort of chapter it is: for an icon, never for a decision.',
          },
        ),
        references: Type.Array(Reference, { maxItems: 50 }),
      }),
      { maxItems: 1_000 },
    ),
  },
  { $id: 'Story' },
);
export type Story = Static<typeof Story>;

/** One line of the transaction's stream: the history that an auditor reads. */
export const TransactionMessage = closed(
  {
    position: Type.Integer({ minimum: 1 }),
    at: InstantText,
    type: text(100),
    data: Type.Unknown({ description: 'As recorded, with secrets and account numbers masked.' }),
  },
  { $id: 'TransactionMessage' },
);
export type TransactionMessage = Static<typeof TransactionMessage>;

export const listTransactions = endpoint({
  method: 'GET',
  path: '/v1/transactions',
  operationId: 'listTransactions',
  tag: 'Transactions',
  summary: 'List transactions',
  description: 'Newest first, within the legal entities of the token.',
  permission: 'transactions:read',
  audit: { none: 'Reading the list changes nothing and shows no bank data.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    status: Type.Optional(TransactionStatus),
    process: Type.Optional(ProcessName),
    legalEntity: Type.Optional(LegalEntityCode),
    number: Type.Optional(text(140)),
    customer: Type.Optional(text(20)),
    ...fromTo,
  }),
  replies: {
    200: {
      description: 'One page of transactions.',
      body: pageOf(Transaction),
      example: { items: [exampleTransaction] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

export const getTransaction = endpoint({
  method: 'GET',
  path: '/v1/transactions/{transactionId}',
  operationId: 'getTransaction',
  tag: 'Transactions',
  summary: 'Read a transaction',
  description: 'With its deliveries, its events and the open item it made.',
  permission: 'transactions:read',
  audit: { none: 'Reading a transaction shows no bank data.' },
  idempotency: { none: 'Reading.' },
  params: idParams('transactionId', 'TransactionId'),
  replies: {
    200: {
      description: 'The transaction.',
      body: TransactionDetail,
      example: {
        ...exampleTransaction,
        deliveries: [
          {
            id: EXAMPLE_IDS.delivery,
            connection: 'sap-main',
            operation: 'customerInvoice.post',
            status: 'confirmed',
            attempts: 1,
            externalReference: '1800000417',
            changedAt: '2026-03-31T08:15:31.250Z',
          },
        ],
        events: [
          {
            id: EXAMPLE_IDS.event,
            type: 'kontor.invoice.posted.v1',
            time: '2026-03-31T08:15:31.260Z',
          },
        ],
        openItem: exampleOpenItem,
      },
    },
  },
  problems: ['not_found'],
});

export const getTransactionStory = endpoint({
  method: 'GET',
  path: '/v1/transactions/{transactionId}/story',
  operationId: 'getTransactionStory',
  tag: 'Transactions',
  summary: 'Read the story of a transaction',
  description: 'Every hop from the document to the ledger and the bank line, in business words.',
  permission: 'transactions:read',
  audit: { none: 'The story names documents and amounts, no bank data.' },
  idempotency: { none: 'Reading.' },
  params: idParams('transactionId', 'TransactionId'),
  replies: {
    200: {
      description: 'The story.',
      body: Story,
      example: {
        transactionId: EXAMPLE_IDS.transaction,
        title: 'Invoice 2026-00417 to customer C10042',
        sentence: 'It is posted in the ledger of DE01 as document 1800000417.',
        chapters: [
          {
            at: '2026-03-31T08:15:30.000Z',
            headline: 'Received from the shop',
            sentences: ['The invoice over EUR 1190.00 was accepted after all checks passed.'],
            kind: 'received',
            references: [{ kind: 'transaction', id: EXAMPLE_IDS.transaction }],
          },
        ],
      },
    },
  },
  problems: ['not_found'],
});

export const listTransactionMessages = endpoint({
  method: 'GET',
  path: '/v1/transactions/{transactionId}/messages',
  operationId: 'listTransactionMessages',
  tag: 'Transactions',
  summary: 'List the messages of a transaction',
  description: 'The recorded stream, oldest first: the history that decides what the state is.',
  permission: 'transactions:read',
  audit: { action: 'transaction.messages_read', subject: 'transactionId' },
  idempotency: { none: 'Reading.' },
  params: idParams('transactionId', 'TransactionId'),
  query: listQuery({}),
  replies: {
    200: {
      description: 'One page of messages.',
      body: pageOf(TransactionMessage),
      example: {
        items: [
          {
            position: 1,
            at: '2026-03-31T08:15:30.000Z',
            type: 'accepted',
            data: { number: '2026-00417' },
          },
        ],
      },
      headers: ['Link'],
    },
  },
  problems: ['not_found'],
});

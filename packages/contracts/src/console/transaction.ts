/**
 * What happened to it? One transaction with everything that its page shows. What needs a permission
 * that the caller lacks is absent, not empty.
 */

import {
  CustomerNumber,
  Day,
  idText,
  InstantText,
  MoneyWire,
  paragraph,
  text,
} from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { Attempt, DeliveryStatus } from '../deliveries.ts';
import { endpoint } from '../endpoint.ts';
import { exampleDelivery, EXAMPLE_IDS, exampleOpenItem, EXAMPLE_TIME } from '../examples.ts';
import { Exception } from '../exceptions.ts';
import { LaneId } from '../lanes.ts';
import { OpenItem } from '../open-items.ts';
import { Story } from '../transactions.ts';
import { closed, ConnectionName, CorrelationId, idParams } from '../wire.ts';
import { ConsoleState } from './state.ts';
import { ConsoleTransactionRow, exampleTransactionRow, TransactionKind } from './transactions.ts';

/** Another transaction, as a line that opens it. */
const Neighbour = closed({
  id: idText('TransactionId'),
  kind: TransactionKind,
  number: text(140),
  party: Type.Optional(text(300)),
  customer: Type.Optional(CustomerNumber),
  amount: Type.Optional(MoneyWire),
});

/** The place in the line before a system. */
export const LanePlace = closed(
  {
    id: LaneId,
    /** The ordering key: for invoices the legal entity and the customer. */
    key: text(200),
    /** How many must be finished first, of this lane; 0 for the head and for what is finished. */
    before: Type.Integer({ minimum: 0 }),
    behind: Type.Integer({ minimum: 0 }),
    /** Those nearest to it that the caller may see, in the order of the lane. */
    neighbours: Type.Array(
      closed({ place: Type.Enum(['before', 'behind']), isHead: Type.Boolean(), what: Neighbour }),
      { maxItems: 20 },
    ),
    held: Type.Optional(closed({ by: text(200), at: InstantText, reason: paragraph(1_000) })),
  },
  { $id: 'LanePlace' },
);

/** One effect on one system: what was asked, what was answered, and where it stands in line. */
export const SystemView = closed(
  {
    delivery: idText('DeliveryId'),
    connection: ConnectionName,
    /** What people call it: `SAP S/4HANA`. */
    system: text(200),
    /** `posted in the ledger` */
    effect: text(200),
    direction: Type.Enum(['forward', 'back']),
    operation: text(100),
    status: DeliveryStatus,
    state: ConsoleState,
    /** Our key for the effect, which the system carries. */
    reference: text(40),
    externalReference: Type.Optional(text(200)),
    attempts: Type.Array(Attempt, { maxItems: 1_000 }),
    nextAttemptAt: Type.Optional(InstantText),
    /** While it is in line. */
    lane: Type.Optional(LanePlace),
    /** It stopped and could be sent once more; what that does is in its replay preview. */
    canReplay: Type.Boolean(),
  },
  { $id: 'SystemView' },
);
export type SystemView = Static<typeof SystemView>;

export const LinkedDocument = closed(
  {
    /** In words: `Ledger document`, `Pays invoice`, `Corrects invoice`. */
    relation: text(100),
    /** `1800000417`, `INV-1004` */
    label: text(200),
    /** The system that has it; absent when it is ours. */
    system: Type.Optional(text(200)),
    transaction: Type.Optional(idText('TransactionId')),
    amount: Type.Optional(MoneyWire),
  },
  { $id: 'LinkedDocument' },
);
export type LinkedDocument = Static<typeof LinkedDocument>;

/** Money of the bank that pays it. */
export const BankLine = closed(
  {
    bankEntry: idText('BankEntryId'),
    match: idText('MatchId'),
    bookingDay: Day,
    /** What came in; it may pay other documents too. */
    received: MoneyWire,
    /** What of it pays this document. */
    used: Type.Optional(MoneyWire),
    from: Type.Optional(text(300)),
    /** Our account, by its last characters. */
    account: text(70),
    statement: text(200),
    explanation: paragraph(2_000),
    /** It was taken back: by whom, and why. */
    released: Type.Optional(paragraph(1_000)),
  },
  { $id: 'BankLine' },
);
export type BankLine = Static<typeof BankLine>;

/** An event, and who was told of it. */
const ToldEvent = closed({
  id: idText('EventId'),
  type: text(100),
  at: InstantText,
  receivers: Type.Array(
    closed({
      /** Only the host: the rest of the address may hold secrets of the receiver. */
      host: text(300),
      attempts: Type.Integer({ minimum: 0 }),
      deliveredAt: Type.Optional(InstantText),
    }),
    { maxItems: 1_000 },
  ),
});

/** Why it is not done yet, and what to do about it. */
export const Delay = closed(
  {
    sentence: paragraph(2_000),
    advice: paragraph(2_000),
    /** Where that is done. */
    place: Type.Optional(
      closed({ kind: Type.Enum(['exception', 'connection', 'transaction']), id: text(200) }),
    ),
  },
  { $id: 'Delay' },
);
export type Delay = Static<typeof Delay>;

export const ConsoleTransaction = closed(
  {
    row: ConsoleTransactionRow,
    processTitle: text(200),
    processVersion: Type.Integer({ minimum: 1 }),
    businessKey: Type.Array(text(140), { minItems: 1, maxItems: 5 }),
    correlationId: CorrelationId,
    story: Story,
    /** What was handed over, in canonical form, with account numbers masked. */
    payload: Type.Unknown(),
    linked: Type.Array(LinkedDocument, { maxItems: 500 }),
    events: Type.Array(ToldEvent, { maxItems: 1_000 }),
    /** When it is under way for longer than usual, or late. */
    delay: Type.Optional(Delay),
    /** With `transactions:cancel`, while it can be cancelled: what that would do. */
    cancellation: Type.Optional(
      closed({ sentences: Type.Array(paragraph(1_000), { minItems: 1, maxItems: 10 }) }),
    ),
    /** With `deliveries:read`. */
    systems: Type.Optional(Type.Array(SystemView, { maxItems: 1_000 })),
    /** With `bank:read`. */
    bank: Type.Optional(Type.Array(BankLine, { maxItems: 1_000 })),
    /** With `receivables:read`, once there is one. */
    openItem: Type.Optional(OpenItem),
    /** With `exceptions:read`: what is open comes first. */
    exceptions: Type.Optional(Type.Array(Exception, { maxItems: 1_000 })),
  },
  { $id: 'ConsoleTransaction' },
);
export type ConsoleTransaction = Static<typeof ConsoleTransaction>;

export const getConsoleTransaction = endpoint({
  method: 'GET',
  path: '/v1/console/transactions/{transactionId}',
  operationId: 'getConsoleTransaction',
  tag: 'Console',
  summary: 'Read everything about a transaction',
  description:
    'Its story, what was handed over, every system with requests and replies (masked), its place ' +
    'in line, linked documents, bank lines, events and exceptions. What needs another permission ' +
    'that the caller lacks is absent. Who looked is recorded once an hour.',
  permission: 'transactions:read',
  audit: { action: 'transaction.opened', subject: 'transactionId' },
  idempotency: { none: 'Reading.' },
  params: idParams('transactionId', 'TransactionId'),
  replies: {
    200: {
      description: 'The transaction.',
      body: ConsoleTransaction,
      example: {
        row: exampleTransactionRow,
        processTitle: 'Create customer invoice',
        processVersion: 1,
        businessKey: ['DE01', '2026-00417'],
        correlationId: '4bf92f3577b34da6a3ce929d0e0e4736',
        story: {
          transactionId: EXAMPLE_IDS.transaction,
          title: 'Invoice 2026-00417 over EUR 1,190.00 to Muster GmbH (C10042)',
          sentence: 'It waits to be posted in the ledger (SAP S/4HANA).',
          chapters: [],
        },
        payload: { number: '2026-00417', currency: 'EUR' },
        linked: [{ relation: 'Ledger document', label: '1800000417', system: 'SAP S/4HANA' }],
        events: [
          {
            id: EXAMPLE_IDS.event,
            type: 'kontor.invoice.accepted.v1',
            at: EXAMPLE_TIME,
            receivers: [{ host: 'shop.example', attempts: 1, deliveredAt: EXAMPLE_TIME }],
          },
        ],
        delay: {
          sentence: 'SAP S/4HANA does not answer: 3 wait there before it.',
          advice: 'Nothing has to be done here: it goes on by itself when the system answers.',
          place: { kind: 'connection', id: 'sap-main' },
        },
        systems: [
          {
            delivery: exampleDelivery.id,
            connection: exampleDelivery.connection,
            system: 'SAP S/4HANA',
            effect: 'posted in the ledger',
            direction: 'forward',
            operation: exampleDelivery.operation,
            status: 'parked',
            state: 'waiting',
            reference: exampleDelivery.reference,
            attempts: exampleDelivery.attempts,
            lane: { id: '4711', key: 'DE01/C10042', before: 0, behind: 2, neighbours: [] },
            canReplay: true,
          },
        ],
        bank: [
          {
            bankEntry: EXAMPLE_IDS.bankEntry,
            match: EXAMPLE_IDS.match,
            bookingDay: '2026-04-29',
            received: { amount: '1190.00', currency: 'EUR' },
            used: { amount: '1190.00', currency: 'EUR' },
            from: 'Muster GmbH',
            account: '****2051',
            statement: 'Statement 81 of 2026-04-29',
            explanation: 'The payer wrote the invoice’s number, and the amount is the same.',
          },
        ],
        openItem: exampleOpenItem,
        exceptions: [],
      },
    },
  },
  problems: ['not_found'],
});

/** Every event that Kontor publishes, once. */

import {
  CustomerNumber,
  Day,
  idText,
  LegalEntityCode,
  MoneyWire,
  paragraph,
  PaymentReferenceText,
  PaymentStatus,
  PaymentStatusReason,
  text,
} from '@kontor/canon';
import Type from 'typebox';
import { defineEvent, type EventContract } from './event.ts';
import { EXAMPLE_IDS } from './examples.ts';
import { closed, DefectWire, ProcessName } from './wire.ts';
import { deletionAsked, deletionDecided, deletionEnded } from './deletion-events.ts';
import { ResolvedBy } from './exceptions.ts';

const invoiceFacts = {
  transaction: idText('TransactionId'),
  legalEntity: LegalEntityCode,
  customer: CustomerNumber,
  number: text(140),
  gross: MoneyWire,
};

const exampleInvoiceFacts = {
  transaction: EXAMPLE_IDS.transaction,
  legalEntity: 'DE01',
  customer: 'C10042',
  number: '2026-00417',
  gross: { amount: '1190.00', currency: 'EUR' },
};

export const invoiceAccepted = defineEvent({
  type: 'kontor.invoice.accepted.v1',
  summary: 'A customer invoice was accepted',
  description: 'It is durable and will be posted; nothing is posted yet.',
  data: closed({ ...invoiceFacts, kind: Type.Enum(['invoice', 'credit-note']) }),
  example: { ...exampleInvoiceFacts, kind: 'invoice' },
});

export const invoicePosted = defineEvent({
  type: 'kontor.invoice.posted.v1',
  summary: 'A customer invoice is posted in the ledger',
  description: 'The ledger confirmed it under its own document number.',
  data: closed({
    ...invoiceFacts,
    connection: text(63),
    documentNumber: text(20),
    fiscalYear: Type.Optional(Type.String({ pattern: '^\\d{4}$' })),
    postingDay: Day,
  }),
  example: {
    ...exampleInvoiceFacts,
    connection: 'sap-main',
    documentNumber: '1800000417',
    fiscalYear: '2026',
    postingDay: '2026-03-31',
  },
});

export const invoiceRefused = defineEvent({
  type: 'kontor.invoice.refused.v1',
  summary: 'A customer invoice ended without being posted',
  description: 'After it was accepted: the ledger refused it, or a person gave it up.',
  data: closed({
    ...invoiceFacts,
    explanation: paragraph(2_000),
    errors: Type.Array(DefectWire, { maxItems: 100 }),
  }),
  example: { ...exampleInvoiceFacts, explanation: 'The customer is blocked.', errors: [] },
});

const paymentFacts = {
  match: idText('MatchId'),
  bankEntry: idText('BankEntryId'),
  legalEntity: LegalEntityCode,
  customer: CustomerNumber,
  amount: MoneyWire,
};

const examplePaymentFacts = {
  match: EXAMPLE_IDS.match,
  bankEntry: EXAMPLE_IDS.bankEntry,
  legalEntity: 'DE01',
  customer: 'C10042',
  amount: { amount: '1190.00', currency: 'EUR' },
};

export const paymentApplied = defineEvent({
  type: 'kontor.payment.applied.v1',
  summary: 'A customer’s payment was applied to open items',
  description: 'The ledger confirmed the incoming payment.',
  data: closed({
    ...paymentFacts,
    allocations: Type.Array(
      closed({ number: text(140), amount: MoneyWire, cleared: Type.Boolean() }),
      { maxItems: 1_000 },
    ),
    documentNumber: Type.Optional(text(20)),
  }),
  example: {
    ...examplePaymentFacts,
    allocations: [
      { number: '2026-00417', amount: { amount: '1190.00', currency: 'EUR' }, cleared: true },
    ],
    documentNumber: '1400000088',
  },
});

export const paymentReturned = defineEvent({
  type: 'kontor.payment.returned.v1',
  summary: 'A payment that was applied came back',
  description: 'The bank took it back, or the match was reversed: the items are open again.',
  data: closed({
    ...paymentFacts,
    /** ISO 20022 external return reason, where the bank gave one. */
    returnReason: Type.Optional(text(35)),
    numbers: Type.Array(text(140), { maxItems: 1_000 }),
  }),
  example: { ...examplePaymentFacts, returnReason: 'AC04', numbers: ['2026-00417'] },
});

export const statementBooked = defineEvent({
  type: 'kontor.statement.booked.v1',
  summary: 'A bank statement is booked',
  description: 'Its balances are proved and all its entries are there.',
  data: closed({
    bankStatement: idText('BankStatementId'),
    bankFile: idText('BankFileId'),
    legalEntity: LegalEntityCode,
    account: text(70),
    toDay: Type.Optional(Day),
    entries: Type.Integer({ minimum: 0 }),
    closing: Type.Optional(MoneyWire),
  }),
  example: {
    bankStatement: EXAMPLE_IDS.bankStatement,
    bankFile: EXAMPLE_IDS.bankFile,
    legalEntity: 'DE01',
    account: 'DE02120300000000202051',
    toDay: '2026-04-29',
    entries: 42,
    closing: { amount: '98123.45', currency: 'EUR' },
  },
});

export const fileQuarantined = defineEvent({
  type: 'kontor.file.quarantined.v1',
  summary: 'A bank file was quarantined',
  description: 'Nothing of it is booked; a person must decide.',
  data: closed({
    bankFile: idText('BankFileId'),
    legalEntity: Type.Optional(LegalEntityCode),
    format: Type.Optional(text(40)),
    reasons: Type.Array(DefectWire, { minItems: 1, maxItems: 100 }),
  }),
  example: {
    bankFile: EXAMPLE_IDS.bankFile,
    legalEntity: 'DE01',
    format: 'camt.053.001.08',
    reasons: [
      {
        code: 'closing_balance_differs',
        at: 'Document/BkToCstmrStmt/Stmt[1]',
        detail: 'Opening balance and entries give 100.00 EUR, the statement says 101.00 EUR.',
      },
    ],
  },
});

const exceptionFacts = {
  exception: idText('ExceptionId'),
  kind: text(61),
  legalEntity: Type.Optional(LegalEntityCode),
  transaction: Type.Optional(idText('TransactionId')),
  process: Type.Optional(ProcessName),
};

const exampleExceptionFacts = {
  exception: EXAMPLE_IDS.exception,
  kind: 'period_closed',
  legalEntity: 'DE01',
  transaction: EXAMPLE_IDS.transaction,
  process: 'create-customer-invoice',
};

export const exceptionOpened = defineEvent({
  type: 'kontor.exception.opened.v1',
  summary: 'Something waits for a person',
  description: 'An exception was opened.',
  data: closed({
    ...exceptionFacts,
    title: text(300),
    value: Type.Optional(MoneyWire),
  }),
  example: {
    ...exampleExceptionFacts,
    title: 'Invoice 2026-00417 cannot be posted: period 2026-03 is closed',
    value: { amount: '1190.00', currency: 'EUR' },
  },
});

export const exceptionResolved = defineEvent({
  type: 'kontor.exception.resolved.v1',
  summary: 'A person decided',
  description: 'An exception was resolved.',
  data: closed({ ...exceptionFacts, action: ResolvedBy, by: text(200) }),
  example: { ...exampleExceptionFacts, action: 'retry', by: 'ana@example.com' },
});

export const transactionCorrected = defineEvent({
  type: 'kontor.transaction.corrected.v1',
  summary: 'A document was corrected',
  description: 'A person mended what a system refused: it is another document now than was sent.',
  data: closed({
    transaction: idText('TransactionId'),
    legalEntity: LegalEntityCode,
    process: ProcessName,
    number: text(140),
    /** Of the document: 2 with the first correction. */
    version: Type.Integer({ minimum: 2 }),
    by: text(200),
    /** JSON pointers of what changed. */
    fields: Type.Array(Type.String({ maxLength: 1_000 }), { maxItems: 100 }),
  }),
  example: {
    transaction: EXAMPLE_IDS.transaction,
    legalEntity: 'DE01',
    process: 'create-customer-invoice',
    number: '2026-00417',
    version: 2,
    by: 'ana@example.com',
    fields: ['/issueDate'],
  },
});

export const transactionCancelled = defineEvent({
  type: 'kontor.transaction.cancelled.v1',
  summary: 'A document was cancelled before it was sent',
  description: 'Nothing of it reached any system. No refusal is told of it.',
  data: closed({
    transaction: idText('TransactionId'),
    legalEntity: LegalEntityCode,
    process: ProcessName,
    number: text(140),
    value: Type.Optional(MoneyWire),
    /** The person, or the application itself. */
    by: text(200),
    reason: paragraph(500),
  }),
  example: {
    transaction: EXAMPLE_IDS.transaction,
    legalEntity: 'DE01',
    process: 'create-customer-invoice',
    number: '2026-00417',
    value: { amount: '1190.00', currency: 'EUR' },
    by: 'ana@example.com',
    reason: 'The customer ordered something else.',
  },
});

const transferFacts = {
  transaction: idText('TransactionId'),
  legalEntity: LegalEntityCode,
  /** Of the batch. */
  number: PaymentReferenceText,
};

const exampleTransferFacts = {
  transaction: EXAMPLE_IDS.transaction,
  legalEntity: 'DE01',
  number: 'PAY-2026-0042',
};

const batchFacts = {
  ...transferFacts,
  transfers: Type.Integer({ minimum: 1 }),
  total: MoneyWire,
  executionDay: Day,
};

const exampleBatchFacts = {
  ...exampleTransferFacts,
  transfers: 2,
  total: { amount: '1809.98', currency: 'EUR' },
  executionDay: '2026-04-01',
};

export const transfersSent = defineEvent({
  type: 'kontor.transfers.sent.v1',
  summary: 'A batch of payments was handed to the bank',
  description: 'The bank has it under `messageId`; what it makes of it, its reports tell.',
  data: closed({ ...batchFacts, messageId: PaymentReferenceText }),
  example: { ...exampleBatchFacts, messageId: '7Q2M4ZC8R1XK5T9VB3NJ' },
});

export const transfersRefused = defineEvent({
  type: 'kontor.transfers.refused.v1',
  summary: 'A batch of payments ended without being sent',
  description: 'Nothing of it is paid: the second person declined it, or it could not be sent.',
  data: closed({ ...batchFacts, explanation: paragraph(2_000) }),
  example: { ...exampleBatchFacts, explanation: 'The supplier’s account was changed yesterday.' },
});

export const transferReported = defineEvent({
  type: 'kontor.transfer.reported.v1',
  summary: 'The bank told a new status of a transfer',
  description:
    'Once for each step forward. What comes late, again or against an end that was told before ' +
    'tells nothing new, and is no event.',
  data: closed({
    ...transferFacts,
    endToEndId: PaymentReferenceText,
    amount: MoneyWire,
    status: PaymentStatus,
    before: Type.Optional(PaymentStatus),
    reasons: Type.Array(PaymentStatusReason, { maxItems: 20 }),
    /** The bank’s id of the report that told it. */
    report: text(35),
    bankReference: Type.Optional(text(140)),
  }),
  example: {
    ...exampleTransferFacts,
    endToEndId: 'PAY-2026-0042-1',
    amount: { amount: '1559.48', currency: 'EUR' },
    status: 'RJCT',
    before: 'ACTC',
    reasons: [{ code: 'AC04', text: 'Account closed' }],
    report: 'BANK-20260401-17',
  },
});

/** In the order of the reference. */
export const EVENTS = [
  invoiceAccepted,
  invoicePosted,
  invoiceRefused,
  paymentApplied,
  paymentReturned,
  transfersSent,
  transfersRefused,
  transferReported,
  statementBooked,
  fileQuarantined,
  exceptionOpened,
  exceptionResolved,
  transactionCorrected,
  transactionCancelled,
  deletionAsked,
  deletionDecided,
  deletionEnded,
] as const satisfies readonly EventContract[];

export type EventType = (typeof EVENTS)[number]['type'];

export const EVENT_TYPES: readonly EventType[] = EVENTS.map(({ type }) => type);

/**
 * A payment status report: what a bank told of a message that it was sent (ISO 20022 pain.002). It
 * is taken whole or not at all, and says nothing new when it comes again.
 */

import { idText, InstantText, LegalEntityCode, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, STATUS_REPORT_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed, DefectWire } from './wire.ts';

export const StatusReportStatus = Type.Enum(['taken', 'quarantined'], {
  description:
    'taken: every line of it counts; quarantined: it fits nothing that was sent, see `reasons`, ' +
    'and no status was moved.',
});

export const PaymentStatusReportView = closed(
  {
    id: idText('PaymentStatusReportId'),
    /** The bank’s own id of it. */
    messageId: text(35),
    /** Of our message that it reports on. */
    originalMessageId: text(35),
    status: StatusReportStatus,
    reasons: Type.Array(DefectWire, { maxItems: 100 }),
    legalEntity: LegalEntityCode,
    /** The batch that was sent under the original message id. */
    batch: Type.Optional(idText('TransactionId')),
    /** As the bank wrote it: many banks give no offset. */
    toldAt: text(40),
    receivedAt: InstantText,
    /** What the file was called, where it came as one. */
    name: Type.Optional(text(255)),
    bytes: Type.Integer({ minimum: 0 }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** Transfers that it speaks of. */
    transfers: Type.Integer({ minimum: 0 }),
    /** Of these, the ones whose status it moved. */
    moved: Type.Integer({ minimum: 0 }),
    /** And the ones whose end it contradicts. */
    conflicts: Type.Integer({ minimum: 0 }),
  },
  { $id: 'PaymentStatusReport' },
);
export type PaymentStatusReportView = Static<typeof PaymentStatusReportView>;

export const exampleStatusReport = {
  id: EXAMPLE_IDS.statusReport,
  messageId: 'BANK-20260401-17',
  originalMessageId: '7Q2M4ZC8R1XK5T9VB3NJ',
  status: 'taken',
  reasons: [],
  legalEntity: 'DE01',
  batch: EXAMPLE_IDS.transaction,
  toldAt: '2026-04-01T09:11:40Z',
  receivedAt: EXAMPLE_TIME,
  bytes: 2_318,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  transfers: 2,
  moved: 2,
  conflicts: 0,
};

const REPORT_BODY = {
  kind: 'stream',
  bytesMax: STATUS_REPORT_BYTES_MAX,
  description: 'pain.002.001.03 or .10 as the bank wrote it.',
} as const;

export const createPaymentStatusReport = endpoint({
  method: 'POST',
  path: '/v1/payment-status-reports',
  operationId: 'createPaymentStatusReport',
  tag: 'Payments',
  summary: 'Hand over a payment status report',
  description:
    'Statuses only move forward, whatever order reports come in: what is late is noted, and what ' +
    'contradicts how a transfer ended opens one exception while the first end stays. A report on ' +
    'a message that Kontor did not send is kept and quarantined. Files in the watched folder of ' +
    'the bank are taken in by themselves.',
  permission: 'bank:write',
  audit: { action: 'payment_report.taken', subject: 'transactionId' },
  idempotency: 'required',
  bodies: { 'application/xml': REPORT_BODY, 'application/octet-stream': REPORT_BODY },
  replies: {
    200: {
      description: 'What it says was here before: this is the report that said it.',
      body: PaymentStatusReportView,
      example: exampleStatusReport,
      headers: ['Idempotent-Replayed'],
    },
    201: {
      description: 'Read to its end; `status` says whether it was taken.',
      body: PaymentStatusReportView,
      example: exampleStatusReport,
      headers: ['Idempotent-Replayed'],
    },
  },
  problems: ['unacceptable_status_report', 'legal_entity_forbidden', 'too_many_bank_files'],
});

export const listPaymentStatusReports = endpoint({
  method: 'GET',
  path: '/v1/payment-status-reports',
  operationId: 'listPaymentStatusReports',
  tag: 'Payments',
  summary: 'List payment status reports',
  description: 'Newest first.',
  permission: 'payments:read',
  audit: { none: 'Counts and ids of messages; no payees.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    status: Type.Optional(StatusReportStatus),
    legalEntity: Type.Optional(LegalEntityCode),
    batch: Type.Optional(idText('TransactionId')),
  }),
  replies: {
    200: {
      description: 'One page of reports.',
      body: pageOf(PaymentStatusReportView),
      example: { items: [exampleStatusReport] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

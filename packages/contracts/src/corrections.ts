/**
 * Corrections: a document that a system refused is mended and goes on, under the same identity and
 * reference. What makes it that document, and what it is worth, never changes.
 */

import { idText, InstantText, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME, exampleCustomerInvoice } from './examples.ts';
import { TransactionStatus } from './transactions.ts';
import { closed, DefectWire, idParams, Reason, Version } from './wire.ts';

export const FieldChange = closed(
  {
    at: Type.String({ maxLength: 1_000, description: 'JSON pointer into the document.' }),
    /** In words: `revenue account of line 1`. */
    name: text(300),
    /** Absent where the field is new. */
    before: Type.Optional(Type.Unknown()),
    /** Absent where the field is gone. */
    after: Type.Optional(Type.Unknown()),
  },
  { $id: 'FieldChange' },
);
export type FieldChange = Static<typeof FieldChange>;

const changes = Type.Array(FieldChange, { maxItems: 1_000 });

export const Correction = closed(
  {
    transaction: idText('TransactionId'),
    /** Of the document: 1 is what was handed over. */
    version: Version,
    by: text(200),
    at: InstantText,
    reason: Reason,
    changes,
    /** Of the transaction, now. */
    status: TransactionStatus,
    /** Of the transaction. */
    transactionVersion: Version,
  },
  { $id: 'Correction' },
);
export type Correction = Static<typeof Correction>;

export const CorrectionPreview = closed(
  {
    transaction: idText('TransactionId'),
    possible: Type.Boolean(),
    /** What would happen, or why it is not possible. */
    sentences: Type.Array(paragraph(1_000), { maxItems: 20 }),
    changes,
    /** What is wrong with the corrected document; `at` points into the document. */
    errors: Type.Array(DefectWire, { maxItems: 100 }),
    /** Whether a second person is asked before it is sent. */
    needsApproval: Type.Boolean(),
    /** Of the transaction: to be sent with the correction. */
    version: Version,
  },
  { $id: 'CorrectionPreview' },
);
export type CorrectionPreview = Static<typeof CorrectionPreview>;

export const DocumentVersion = closed(
  {
    version: Version,
    at: InstantText,
    /** Who corrected it; absent of the first. */
    by: Type.Optional(text(200)),
    reason: Type.Optional(Reason),
    /** Against the version before. */
    changes,
    document: Type.Unknown({ description: 'As it was, account numbers masked.' }),
  },
  { $id: 'DocumentVersion' },
);
export type DocumentVersion = Static<typeof DocumentVersion>;

const params = idParams('transactionId', 'TransactionId');
const document = Type.Unknown({
  description: 'The whole corrected document, as the process takes it.',
});
const exampleDocument = { ...exampleCustomerInvoice, issueDate: '2026-04-01' };
const exampleChanges = [
  { at: '/issueDate', name: 'issue date', before: '2026-03-31', after: '2026-04-01' },
];

export const correctTransaction = endpoint({
  method: 'POST',
  path: '/v1/transactions/{transactionId}/corrections',
  operationId: 'correctTransaction',
  tag: 'Transactions',
  summary: 'Correct a document and send it again',
  description:
    'Takes the whole corrected document of a transaction that a system refused, or that stopped ' +
    'for certain; never of one in doubt. All checks of its process run again. Legal entity, ' +
    'customer, number, currency and amounts owed cannot change: that would be another document. ' +
    'It goes on at the refused delivery under the same reference, and what it was stays readable.',
  permission: 'transactions:correct',
  audit: { action: 'transaction.corrected', subject: 'transactionId' },
  idempotency: 'required',
  params,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({ document, reason: Reason, version: Version }),
      bytesMax: JSON_BYTES_MAX,
      examples: {
        date: {
          document: exampleDocument,
          reason: 'March is closed; agreed with the customer.',
          version: 2,
        },
      },
    },
  },
  replies: {
    201: {
      description: 'Corrected, and on its way again.',
      body: Correction,
      example: {
        transaction: EXAMPLE_IDS.transaction,
        version: 2,
        by: 'ana@example.com',
        at: EXAMPLE_TIME,
        reason: 'March is closed; agreed with the customer.',
        changes: exampleChanges,
        status: 'working',
        transactionVersion: 3,
      },
      headers: ['Idempotent-Replayed'],
    },
  },
  problems: ['not_found', 'version_conflict', 'action_not_possible', 'unacceptable_correction'],
});

export const previewCorrection = endpoint({
  method: 'POST',
  path: '/v1/transactions/{transactionId}/correction-preview',
  operationId: 'previewCorrection',
  tag: 'Transactions',
  summary: 'Show what a correction would do',
  description: 'Runs every check and says what would be sent, where and in which order.',
  permission: 'transactions:correct',
  audit: { none: 'A preview has no effect; the correction itself is recorded.' },
  idempotency: { none: 'It changes nothing.' },
  params,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({ document }),
      bytesMax: JSON_BYTES_MAX,
      examples: { date: { document: exampleDocument } },
    },
  },
  replies: {
    200: {
      description: 'What would happen.',
      body: CorrectionPreview,
      example: {
        transaction: EXAMPLE_IDS.transaction,
        possible: true,
        sentences: ['It is sent to SAP S/4HANA again under the same reference.'],
        changes: exampleChanges,
        errors: [],
        needsApproval: false,
        version: 2,
      },
    },
  },
  problems: ['not_found'],
});

export const listDocumentVersions = endpoint({
  method: 'GET',
  path: '/v1/transactions/{transactionId}/versions',
  operationId: 'listDocumentVersions',
  tag: 'Transactions',
  summary: 'Read the versions of a document',
  description: 'As it was handed over and as it was corrected, oldest first.',
  permission: 'transactions:read',
  audit: { none: 'The document shows no bank data: account numbers are masked.' },
  idempotency: { none: 'Reading.' },
  params,
  replies: {
    200: {
      description: 'Every version.',
      body: closed({ items: Type.Array(DocumentVersion, { maxItems: 1_000 }) }),
      example: {
        items: [
          { version: 1, at: EXAMPLE_TIME, changes: [], document: exampleCustomerInvoice },
          {
            version: 2,
            at: EXAMPLE_TIME,
            by: 'ana@example.com',
            reason: 'March is closed; agreed with the customer.',
            changes: exampleChanges,
            document: exampleDocument,
          },
        ],
      },
    },
  },
  problems: ['not_found'],
});

/**
 * One decision about many exceptions, chosen by a filter. It runs in the background, each
 * exception is decided by the ordinary operation, and above a threshold of the company a second
 * person agrees.
 */

import { idText, InstantText, MoneyWire, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { exceptionFilters } from './console/exception-filters.ts';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed, idParams, Person, Reason, SecondDecision, Version } from './wire.ts';

const { status: _openAlone, ...filters } = exceptionFilters;
const Filter = closed(filters);
const count = Type.Integer({ minimum: 0 });
const totals = Type.Array(MoneyWire, { maxItems: 200 });

export const BatchAction = Type.Enum(['retry', 'abandon', 'assign']);
export type BatchAction = Static<typeof BatchAction>;

const chosen = {
  filter: Filter,
  action: BatchAction,
  /** With `assign`: to whom; nobody when absent. */
  assignee: Type.Optional(text(200)),
};

export const NewExceptionBatch = closed(
  {
    ...chosen,
    reason: Reason,
    /** What the person saw: it is refused when something else is there by now. */
    seen: closed({ count, totals }),
  },
  { $id: 'NewExceptionBatch' },
);
export type NewExceptionBatch = Static<typeof NewExceptionBatch>;

export const ExceptionBatch = closed(
  {
    id: idText('ExceptionBatchId'),
    ...chosen,
    reason: Reason,
    status: Type.Enum(['waiting', 'running', 'stopped', 'declined', 'done'], {
      description: 'waiting: for a second person; stopped: by somebody, before its end.',
    }),
    requestedBy: text(200),
    requestedAt: InstantText,
    count,
    totals,
    done: count,
    failed: count,
    decided: Type.Optional(closed({ by: text(200), at: InstantText, reason: Reason })),
    stoppedBy: Type.Optional(text(200)),
    finishedAt: Type.Optional(InstantText),
    /** What everybody named here is called. */
    people: Type.Array(Person, { maxItems: 4 }),
    version: Version,
  },
  { $id: 'ExceptionBatch' },
);
export type ExceptionBatch = Static<typeof ExceptionBatch>;

export const ExceptionBatchItem = closed(
  {
    exception: idText('ExceptionId'),
    title: text(300),
    status: Type.Enum(['waiting', 'done', 'failed']),
    /** Why it failed. */
    detail: Type.Optional(paragraph(1_000)),
    finishedAt: Type.Optional(InstantText),
  },
  { $id: 'ExceptionBatchItem' },
);
export type ExceptionBatchItem = Static<typeof ExceptionBatchItem>;

export const ExceptionBatchPreview = closed(
  {
    count,
    totals,
    needsApproval: Type.Boolean(),
    sentences: Type.Array(paragraph(1_000), { maxItems: 20 }),
  },
  { $id: 'ExceptionBatchPreview' },
);
export type ExceptionBatchPreview = Static<typeof ExceptionBatchPreview>;

const exampleChoice = { filter: { cause: 'period_closed', legalEntity: 'DE01' }, action: 'retry' };
const exampleTotals = [{ amount: '48790.00', currency: 'EUR' }];
const exampleBatch = {
  id: EXAMPLE_IDS.exceptionBatch,
  ...exampleChoice,
  reason: 'March was opened again.',
  status: 'running',
  requestedBy: 'ana@example.com',
  requestedAt: EXAMPLE_TIME,
  count: 41,
  totals: exampleTotals,
  done: 12,
  failed: 1,
  people: [{ id: 'ana@example.com', name: 'Ana Lindqvist' }],
  version: 1,
};
const params = idParams('batchId', 'ExceptionBatchId');

export const previewExceptionBatch = endpoint({
  method: 'POST',
  path: '/v1/exception-batch-previews',
  operationId: 'previewExceptionBatch',
  tag: 'Exceptions',
  summary: 'Show what a batch would do',
  description: 'How many exceptions, how much money, and whether a second person must agree.',
  permission: 'exceptions:resolve',
  audit: { none: 'A preview has no effect; the batch itself is recorded.' },
  idempotency: { none: 'It changes nothing.' },
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed(chosen),
      bytesMax: JSON_BYTES_MAX,
      examples: { retry: exampleChoice },
    },
  },
  replies: {
    200: {
      description: 'What would happen.',
      body: ExceptionBatchPreview,
      example: {
        count: 41,
        totals: exampleTotals,
        needsApproval: false,
        sentences: ['41 exceptions are tried again, one after another.'],
      },
    },
  },
  problems: ['invalid_request', 'legal_entity_forbidden'],
});

export const createExceptionBatch = endpoint({
  method: 'POST',
  path: '/v1/exception-batches',
  operationId: 'createExceptionBatch',
  tag: 'Exceptions',
  summary: 'Decide about many exceptions',
  description:
    'Takes what the filter chooses now, if it is what was seen. Runs in the background in the ' +
    'order in which the exceptions were opened; what fails is listed with its reason and stops ' +
    'nothing else.',
  permission: 'exceptions:resolve',
  audit: { action: 'exception_batch.requested', subject: 'batchId' },
  idempotency: 'required',
  bodies: {
    'application/json': {
      kind: 'json',
      schema: NewExceptionBatch,
      bytesMax: JSON_BYTES_MAX,
      examples: {
        retry: {
          ...exampleChoice,
          reason: 'March was opened again.',
          seen: { count: 41, totals: exampleTotals },
        },
      },
    },
  },
  replies: {
    201: {
      description: 'Under way, or waiting for a second person.',
      body: ExceptionBatch,
      example: exampleBatch,
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  problems: [
    'invalid_request',
    'legal_entity_forbidden',
    'selection_changed',
    'action_not_possible',
  ],
});

export const listExceptionBatches = endpoint({
  method: 'GET',
  path: '/v1/exception-batches',
  operationId: 'listExceptionBatches',
  tag: 'Exceptions',
  summary: 'List batches',
  description: 'Newest first; those whose exceptions all lie in the legal entities of the token.',
  permission: 'exceptions:read',
  audit: { none: 'Counts and sums.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    status: Type.Optional(Type.Enum(['waiting', 'running', 'stopped', 'declined', 'done'])),
  }),
  replies: {
    200: {
      description: 'One page of batches.',
      body: pageOf(ExceptionBatch),
      example: { items: [exampleBatch] },
      headers: ['Link'],
    },
  },
  problems: [],
});

export const getExceptionBatch = endpoint({
  method: 'GET',
  path: '/v1/exception-batches/{batchId}',
  operationId: 'getExceptionBatch',
  tag: 'Exceptions',
  summary: 'Read how far a batch is',
  description: 'How many are done and how many failed.',
  permission: 'exceptions:read',
  audit: { none: 'Counts and sums.' },
  idempotency: { none: 'Reading.' },
  params,
  replies: { 200: { description: 'The batch.', body: ExceptionBatch, example: exampleBatch } },
  problems: ['not_found'],
});

export const listExceptionBatchItems = endpoint({
  method: 'GET',
  path: '/v1/exception-batches/{batchId}/items',
  operationId: 'listExceptionBatchItems',
  tag: 'Exceptions',
  summary: 'List the exceptions of a batch',
  description: 'In the order in which they are worked through.',
  permission: 'exceptions:read',
  audit: { none: 'Exceptions name documents and amounts, no bank data.' },
  idempotency: { none: 'Reading.' },
  params,
  query: listQuery({ status: Type.Optional(Type.Enum(['waiting', 'done', 'failed'])) }),
  replies: {
    200: {
      description: 'One page of them.',
      body: pageOf(ExceptionBatchItem),
      example: {
        items: [
          {
            exception: EXAMPLE_IDS.exception,
            title: '2026-00417 cannot be posted in the ledger: the period is closed',
            status: 'failed',
            detail: 'ben had it tried again at 08:15:31 UTC.',
            finishedAt: EXAMPLE_TIME,
          },
        ],
      },
      headers: ['Link'],
    },
  },
  problems: ['not_found'],
});

export const stopExceptionBatch = endpoint({
  method: 'POST',
  path: '/v1/exception-batches/{batchId}/stop',
  operationId: 'stopExceptionBatch',
  tag: 'Exceptions',
  summary: 'Stop a batch',
  description: 'What was done stays done; nothing more of it is begun.',
  permission: 'exceptions:resolve',
  audit: { action: 'exception_batch.stopped', subject: 'batchId' },
  idempotency: { none: 'Stopping twice leaves it stopped.' },
  params,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({ reason: Reason }),
      bytesMax: JSON_BYTES_MAX,
      examples: { stop: { reason: 'The ledger was closed again.' } },
    },
  },
  replies: {
    200: {
      description: 'Stopped.',
      body: ExceptionBatch,
      example: { ...exampleBatch, status: 'stopped', stoppedBy: 'ana@example.com', version: 2 },
    },
  },
  problems: ['not_found', 'action_not_possible'],
});

export const decideExceptionBatch = endpoint({
  method: 'POST',
  path: '/v1/exception-batches/{batchId}/decision',
  operationId: 'decideExceptionBatch',
  tag: 'Exceptions',
  summary: 'Approve or decline a batch',
  description: 'By another person than the one who asked for it.',
  permission: 'approvals:decide',
  audit: { action: 'exception_batch.decided', subject: 'batchId' },
  idempotency: { none: 'The version lets it happen once.' },
  params,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: SecondDecision,
      bytesMax: JSON_BYTES_MAX,
      examples: {
        approve: { decision: 'approve', reason: 'March is open until tonight.', version: 1 },
      },
    },
  },
  replies: {
    200: { description: 'Decided.', body: ExceptionBatch, example: exampleBatch },
  },
  problems: ['not_found', 'version_conflict', 'action_not_possible', 'four_eyes_required'],
});

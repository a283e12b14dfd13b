/** An exception: something a person must decide, with its owner, age, value and runbook. */

import { idText, InstantText, LegalEntityCode, MoneyWire, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { exampleException } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed, idParams, Reason, Version } from './wire.ts';

export const ResolutionAction = Type.Enum(
  ['retry', 'abandon', 'approve', 'decline', 'confirm-done'],
  {
    description:
      'retry: try it again; abandon: end it and take back what was done; approve and decline: ' +
      'decide what another person started; confirm-done: the effect is in the other system ' +
      'under `externalReference`.',
  },
);
export type ResolutionAction = Static<typeof ResolutionAction>;

/** How it was resolved: by an action, or because what it asked for came about. */
export const ResolvedBy = Type.Enum(
  ['retry', 'abandon', 'approve', 'decline', 'confirm-done', 'corrected', 'matched', 'returned'],
  {
    description:
      'An action, or corrected: the document was corrected and sent again; matched: the receipt ' +
      'was matched; returned: the money went back to its payer.',
  },
);

export const Comment = closed(
  { at: InstantText, by: text(200), text: paragraph(5_000) },
  { $id: 'Comment' },
);

export const Exception = closed(
  {
    id: idText('ExceptionId'),
    /** Stable name of the kind: `period_closed`, `delivery_unknown`, `file_quarantined`. */
    kind: Type.String({ pattern: '^[a-z][a-z0-9_]{0,60}$' }),
    title: text(300),
    /** What happened, in words; with the vendor's code and text where there are any. */
    explanation: paragraph(5_000),
    status: Type.Enum(['open', 'resolved']),
    legalEntity: Type.Optional(LegalEntityCode),
    transaction: Type.Optional(idText('TransactionId')),
    delivery: Type.Optional(idText('DeliveryId')),
    bankFile: Type.Optional(idText('BankFileId')),
    bankEntry: Type.Optional(idText('BankEntryId')),
    /** What waits because of it. */
    value: Type.Optional(MoneyWire),
    owner: Type.Optional(text(200)),
    openedAt: InstantText,
    /** When its service level is breached; later when a freeze window pauses it. */
    dueAt: Type.Optional(InstantText),
    /** What may be done about it now. */
    actions: Type.Array(ResolutionAction, { maxItems: 5 }),
    /** Name of the page that says how to solve it. */
    runbook: Type.Optional(text(100)),
    comments: Type.Array(Comment, { maxItems: 1_000 }),
    resolution: Type.Optional(
      closed({
        action: ResolvedBy,
        reason: Reason,
        by: text(200),
        at: InstantText,
        externalReference: Type.Optional(text(200)),
      }),
    ),
    version: Version,
  },
  { $id: 'Exception' },
);
export type Exception = Static<typeof Exception>;

const exceptionParams = idParams('exceptionId', 'ExceptionId');

export const listExceptions = endpoint({
  method: 'GET',
  path: '/v1/exceptions',
  operationId: 'listExceptions',
  tag: 'Exceptions',
  summary: 'List exceptions',
  description: 'What is due first comes first.',
  permission: 'exceptions:read',
  audit: { none: 'Exceptions name documents and amounts, no bank data.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    status: Type.Optional(Type.Enum(['open', 'resolved'])),
    kind: Type.Optional(text(61)),
    legalEntity: Type.Optional(LegalEntityCode),
    transaction: Type.Optional(idText('TransactionId')),
  }),
  replies: {
    200: {
      description: 'One page of exceptions.',
      body: pageOf(Exception),
      example: { items: [exampleException] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

export const getException = endpoint({
  method: 'GET',
  path: '/v1/exceptions/{exceptionId}',
  operationId: 'getException',
  tag: 'Exceptions',
  summary: 'Read an exception',
  description: 'What happened, what it holds up, and what may be done.',
  permission: 'exceptions:read',
  audit: { none: 'An exception names documents and amounts, no bank data.' },
  idempotency: { none: 'Reading.' },
  params: exceptionParams,
  replies: { 200: { description: 'The exception.', body: Exception, example: exampleException } },
  problems: ['not_found'],
});

export const Resolution = closed(
  {
    action: ResolutionAction,
    reason: Reason,
    version: Version,
    /** The other system's number for the effect; needed by `confirm-done`. */
    externalReference: Type.Optional(text(200)),
  },
  { $id: 'Resolution' },
);
export type Resolution = Static<typeof Resolution>;

export const resolveException = endpoint({
  method: 'POST',
  path: '/v1/exceptions/{exceptionId}/resolution',
  operationId: 'resolveException',
  tag: 'Exceptions',
  summary: 'Resolve an exception',
  description:
    'Does what `action` says, once. `approve` and `decline` need the permission ' +
    '`approvals:decide` too, and another person than the one who started it.',
  permission: 'exceptions:resolve',
  audit: { action: 'exception.resolved', subject: 'exceptionId' },
  idempotency: 'required',
  params: exceptionParams,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: Resolution,
      bytesMax: JSON_BYTES_MAX,
      examples: { retry: { action: 'retry', reason: 'The period is open again.', version: 1 } },
    },
  },
  replies: {
    200: {
      description: 'Resolved.',
      body: Exception,
      example: {
        ...exampleException,
        status: 'resolved',
        actions: [],
        resolution: {
          action: 'retry',
          reason: 'The period is open again.',
          by: 'ana@example.com',
          at: '2026-03-31T09:00:00.000Z',
        },
        version: 2,
      },
      headers: ['Idempotent-Replayed'],
    },
  },
  problems: [
    'not_found',
    'version_conflict',
    'exception_already_resolved',
    'action_not_possible',
    'four_eyes_required',
    'forbidden',
    'invalid_request',
  ],
});

export const commentOnException = endpoint({
  method: 'POST',
  path: '/v1/exceptions/{exceptionId}/comments',
  operationId: 'commentOnException',
  tag: 'Exceptions',
  summary: 'Comment on an exception',
  description: 'A comment changes nothing else and is never edited.',
  permission: 'exceptions:resolve',
  audit: { action: 'exception.commented', subject: 'exceptionId' },
  idempotency: 'required',
  params: exceptionParams,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({ text: paragraph(5_000) }),
      bytesMax: JSON_BYTES_MAX,
      examples: { comment: { text: 'Asked accounting to reopen the period.' } },
    },
  },
  replies: {
    201: {
      description: 'The exception with its comments.',
      body: Exception,
      example: {
        ...exampleException,
        comments: [
          {
            at: '2026-03-31T08:40:00.000Z',
            by: 'ana@example.com',
            text: 'Asked accounting to reopen the period.',
          },
        ],
      },
      headers: ['Idempotent-Replayed'],
    },
  },
  problems: ['not_found'],
});

export const assignException = endpoint({
  method: 'PUT',
  path: '/v1/exceptions/{exceptionId}/assignment',
  operationId: 'assignException',
  tag: 'Exceptions',
  summary: 'Say who works on an exception',
  description:
    'Oneself, another person who may decide about it, or with `null` nobody. It decides nothing ' +
    'and keeps nobody out: who comes second to a decision is told who was quicker.',
  permission: 'exceptions:resolve',
  audit: { action: 'exception.assigned', subject: 'exceptionId' },
  idempotency: { none: 'The version lets it happen once.' },
  params: exceptionParams,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({ assignee: Type.Union([text(200), Type.Null()]), version: Version }),
      bytesMax: JSON_BYTES_MAX,
      examples: {
        take: { assignee: 'ana@example.com', version: 1 },
        giveBack: { assignee: null, version: 2 },
      },
    },
  },
  replies: {
    200: {
      description: 'The exception as it is now.',
      body: Exception,
      example: { ...exampleException, owner: 'ana@example.com', version: 2 },
    },
  },
  problems: ['not_found', 'version_conflict', 'exception_already_resolved', 'invalid_request'],
});

/**
 * A delivery: one effect on one system by one connection, with its attempts. Requests and replies
 * are shown masked; a replay keeps the delivery's own reference, so that it cannot have its effect
 * twice.
 */

import { idText, InstantText, LegalEntityCode, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { exampleDelivery, EXAMPLE_IDS } from './examples.ts';
import { closed, ConnectionName, idParams, MaskedMessage, Reason, Version } from './wire.ts';

export const DeliveryStatus = Type.Enum(
  ['waiting', 'sending', 'confirmed', 'rejected', 'retryable', 'unknown', 'parked', 'abandoned'],
  {
    description:
      'retryable: certainly without effect, will be tried again; unknown: perhaps with effect, ' +
      'the system is asked before anything is sent again; parked: a person must decide; ' +
      'abandoned: a person gave it up.',
  },
);
export type DeliveryStatus = Static<typeof DeliveryStatus>;

export const Attempt = closed(
  {
    number: Type.Integer({ minimum: 1 }),
    kind: Type.Enum(['submit', 'look-up']),
    at: InstantText,
    durationMs: Type.Integer({ minimum: 0 }),
    outcome: Type.Enum(['confirmed', 'rejected', 'retryable', 'unknown', 'absent']),
    /** One sentence; the vendor's code and text where there are any. */
    detail: Type.Optional(paragraph(2_000)),
    request: Type.Optional(MaskedMessage),
    /** Absent when the system was silent. */
    reply: Type.Optional(MaskedMessage),
  },
  { $id: 'Attempt' },
);

export const Delivery = closed(
  {
    id: idText('DeliveryId'),
    transaction: idText('TransactionId'),
    legalEntity: LegalEntityCode,
    connection: ConnectionName,
    operation: text(100),
    /** Our key for the effect, which the system carries; it never changes. */
    reference: text(40),
    lane: text(200),
    status: DeliveryStatus,
    attempts: Type.Array(Attempt, { maxItems: 1_000 }),
    nextAttemptAt: Type.Optional(InstantText),
    externalReference: Type.Optional(text(200)),
    /** Of its transaction, which changes with every outcome that matters. */
    version: Version,
  },
  { $id: 'Delivery' },
);
export type Delivery = Static<typeof Delivery>;

export const ReplayPreview = closed(
  {
    delivery: idText('DeliveryId'),
    possible: Type.Boolean(),
    /** What would happen and what would not, or why it is not possible. */
    sentences: Type.Array(paragraph(1_000), { maxItems: 20 }),
    /** What would be sent, masked. */
    request: Type.Optional(MaskedMessage),
    /** Whether a second person has to approve it. */
    needsApproval: Type.Boolean(),
    version: Version,
  },
  { $id: 'ReplayPreview' },
);
export type ReplayPreview = Static<typeof ReplayPreview>;

const deliveryParams = idParams('deliveryId', 'DeliveryId');

export const getDelivery = endpoint({
  method: 'GET',
  path: '/v1/deliveries/{deliveryId}',
  operationId: 'getDelivery',
  tag: 'Deliveries',
  summary: 'Read a delivery with its attempts',
  description: 'What was sent and what was answered, attempt by attempt, masked.',
  permission: 'deliveries:read',
  audit: { action: 'delivery.read', subject: 'deliveryId' },
  idempotency: { none: 'Reading.' },
  params: deliveryParams,
  replies: {
    200: { description: 'The delivery.', body: Delivery, example: exampleDelivery },
  },
  problems: ['not_found'],
});

export const previewDeliveryReplay = endpoint({
  method: 'POST',
  path: '/v1/deliveries/{deliveryId}/replay-preview',
  operationId: 'previewDeliveryReplay',
  tag: 'Deliveries',
  summary: 'Show what a replay would do',
  description: 'Sends nothing and changes nothing.',
  permission: 'deliveries:replay',
  audit: { none: 'A preview has no effect; the replay itself is recorded.' },
  idempotency: { none: 'It changes nothing.' },
  params: deliveryParams,
  replies: {
    200: {
      description: 'What would happen.',
      body: ReplayPreview,
      example: {
        delivery: EXAMPLE_IDS.delivery,
        possible: true,
        sentences: [
          'The ledger is asked for the reference first; it is sent only if unknown there.',
        ],
        needsApproval: false,
        version: 4,
      },
    },
  },
  problems: ['not_found'],
});

export const replayDelivery = endpoint({
  method: 'POST',
  path: '/v1/deliveries/{deliveryId}/replay',
  operationId: 'replayDelivery',
  tag: 'Deliveries',
  summary: 'Send a delivery once more',
  description:
    'Same identity, same reference, same place in its lane. Where the outcome is unknown the ' +
    'system is asked first.',
  permission: 'deliveries:replay',
  audit: { action: 'delivery.replayed', subject: 'deliveryId' },
  idempotency: 'required',
  params: deliveryParams,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({ reason: Reason, version: Version }),
      bytesMax: JSON_BYTES_MAX,
      examples: { replay: { reason: 'The period was reopened by accounting.', version: 4 } },
    },
  },
  replies: {
    202: {
      description: 'It is back in its lane.',
      body: Delivery,
      example: { ...exampleDelivery, status: 'waiting', version: 5 },
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['not_found', 'version_conflict', 'action_not_possible', 'four_eyes_required'],
});

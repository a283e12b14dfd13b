/**
 * Cancelling what has not been sent: by the application that handed it over, or by a person. It
 * ends without effect, and its number may be handed over again.
 */

import { idText, InstantText, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from './examples.ts';
import { TransactionStatus } from './transactions.ts';
import { closed, idParams, Reason, Version } from './wire.ts';

export const Cancellation = closed(
  {
    transaction: idText('TransactionId'),
    /** The person, or the application itself. */
    by: text(200),
    at: InstantText,
    reason: Reason,
    /** Of the transaction: what was cancelled has no effect anywhere. */
    status: TransactionStatus,
    /** Of the transaction. */
    transactionVersion: Version,
  },
  { $id: 'Cancellation' },
);
export type Cancellation = Static<typeof Cancellation>;

export const cancelTransaction = endpoint({
  method: 'POST',
  path: '/v1/transactions/{transactionId}/cancel',
  operationId: 'cancelTransaction',
  tag: 'Transactions',
  summary: 'Cancel what has not been sent',
  description:
    'Ends a transaction of which nothing was sent to any system: it is `refused` with `cancelled` ' +
    'in it, and its number may be handed over again. The application that handed it over may do ' +
    'this, and people, who say why. Whoever comes too late is told where it was sent; who cancels ' +
    'twice is answered as the first time. What follows from a match is taken back there.',
  permission: 'transactions:cancel',
  audit: { action: 'transaction.cancelled', subject: 'transactionId' },
  idempotency: 'required',
  params: idParams('transactionId', 'TransactionId'),
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({
        /** Demanded of people. */
        reason: Type.Optional(Reason),
      }),
      bytesMax: JSON_BYTES_MAX,
      examples: {
        person: { reason: 'The customer ordered something else.' },
        application: {},
      },
    },
  },
  replies: {
    200: {
      description: 'It is cancelled, now or before.',
      body: Cancellation,
      example: {
        transaction: EXAMPLE_IDS.transaction,
        by: 'ana@example.com',
        at: EXAMPLE_TIME,
        reason: 'The customer ordered something else.',
        status: 'refused',
        transactionVersion: 2,
      },
      headers: ['Idempotent-Replayed'],
    },
  },
  problems: ['invalid_request', 'not_found', 'being_sent', 'already_sent', 'action_not_possible'],
});

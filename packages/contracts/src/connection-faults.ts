/**
 * Fault switches of a simulated system: what goes wrong with it from now on, so that anyone can
 * watch that nothing gets lost. They exist in the sandbox alone; elsewhere there is nothing here.
 */

import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { closed, ConnectionName } from './wire.ts';

/** Longer than any deadline in use; a forgotten switch still lets go of its connections. */
const DELAY_MS_MAX = 600_000;

function rate(title: string, description: string) {
  return Type.Number({ minimum: 0, maximum: 1, title, description });
}

function milliseconds(title: string, description: string) {
  return Type.Integer({ minimum: 0, maximum: DELAY_MS_MAX, title, description });
}

export const ConnectionFaults = closed(
  {
    down: Type.Boolean({
      title: 'Down',
      description:
        'Nobody listens: connections are refused, open ones are cut. It returns on the same port.',
    }),
    slowMs: milliseconds('Slow', 'Waits this long before it begins to work on a request.'),
    lateReplyMs: milliseconds('Late reply', 'Does the work, then waits this long to say so.'),
    lostReplyRate: rate('Lost reply', 'Does the work, then cuts the connection without a word.'),
    throttleRate: rate('Throttled', 'Answers 429 with Retry-After and does nothing.'),
    retryAfterSeconds: Type.Integer({
      minimum: 0,
      maximum: 3_600,
      title: 'Retry after',
      description: 'Seconds that a throttled caller is told to wait.',
    }),
    duplicateDeliveryRate: rate(
      'Delivered twice',
      'The network hands the same request over twice; the caller gets the first answer.',
    ),
    errorRate: rate(
      'Server error',
      'Answers 500 with a page of HTML: half of the time before the work, else after it.',
    ),
    indexLagMs: milliseconds(
      'Index lag',
      'What was committed is found by look-ups only after this long.',
    ),
  },
  { $id: 'ConnectionFaults' },
);
export type ConnectionFaults = Static<typeof ConnectionFaults>;

export const NO_CONNECTION_FAULTS: ConnectionFaults = {
  down: false,
  slowMs: 0,
  lateReplyMs: 0,
  lostReplyRate: 0,
  throttleRate: 0,
  retryAfterSeconds: 1,
  duplicateDeliveryRate: 0,
  errorRate: 0,
  indexLagMs: 0,
};

const connectionParams = closed({ name: ConnectionName });

export const getConnectionFaults = endpoint({
  method: 'GET',
  path: '/v1/connections/{name}/faults',
  operationId: 'getConnectionFaults',
  tag: 'Operations',
  summary: 'Read what goes wrong with a simulated system',
  description: 'In the sandbox only: real systems have no such switches, and answer `not_found`.',
  permission: 'connections:read',
  audit: { none: 'It shows switches.' },
  idempotency: { none: 'Reading.' },
  params: connectionParams,
  replies: {
    200: { description: 'Its switches.', body: ConnectionFaults, example: NO_CONNECTION_FAULTS },
  },
  problems: ['not_found'],
});

export const putConnectionFaults = endpoint({
  method: 'PUT',
  path: '/v1/connections/{name}/faults',
  operationId: 'putConnectionFaults',
  tag: 'Operations',
  summary: 'Make a simulated system misbehave, or behave again',
  description:
    'All switches at once. In the sandbox only: real systems have no such switches, and answer ' +
    '`not_found`.',
  permission: 'connections:operate',
  audit: { action: 'connection.faults_set', subject: 'name' },
  idempotency: { none: 'Asking twice leaves it in the same state.' },
  params: connectionParams,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: ConnectionFaults,
      bytesMax: JSON_BYTES_MAX,
      examples: { down: { ...NO_CONNECTION_FAULTS, down: true } },
    },
  },
  replies: {
    200: {
      description: 'From now on it behaves like that.',
      body: ConnectionFaults,
      example: { ...NO_CONNECTION_FAULTS, down: true },
    },
  },
  problems: ['not_found'],
});

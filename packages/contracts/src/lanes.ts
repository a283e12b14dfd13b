/** Lanes: everything that must happen in order for one destination and one ordering key. */

import { idText, InstantText, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { DeliveryStatus } from './deliveries.ts';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { backlogFields, closed, ConnectionName, Reason } from './wire.ts';

export const LaneId = Type.String({
  pattern: '^[A-Za-z0-9._~:@-]{1,200}$',
  description: 'Name of a lane.',
  examples: ['4711'],
});

export const Lane = closed(
  {
    id: LaneId,
    connection: ConnectionName,
    /** The ordering key: for invoices the customer. */
    key: text(200),
    ...backlogFields,
    /** What the lane waits for; absent when it is empty. */
    head: Type.Optional(
      closed({
        delivery: idText('DeliveryId'),
        status: DeliveryStatus,
        since: InstantText,
        explanation: Type.Optional(paragraph(1_000)),
      }),
    ),
    /** Why it may not leave now although nobody holds it: a pause, or the calendar. */
    stands: Type.Optional(Reason),
    /** Present while somebody, or a parked head, holds it. */
    held: Type.Optional(closed({ by: text(200), at: InstantText, reason: Reason })),
  },
  { $id: 'Lane' },
);
export type Lane = Static<typeof Lane>;

const exampleLane = {
  id: '4711',
  connection: 'sap-main',
  key: 'C10042',
  waiting: 3,
  oldestWaitingAt: EXAMPLE_TIME,
  head: { delivery: EXAMPLE_IDS.delivery, status: 'parked', since: '2026-03-31T08:15:31.000Z' },
};

const laneParams = closed({ laneId: LaneId });
const reasonBody = {
  'application/json': {
    kind: 'json',
    schema: closed({ reason: Reason }),
    bytesMax: JSON_BYTES_MAX,
    examples: { reason: { reason: 'The customer asked us to wait for their order number.' } },
  },
} as const;
const NO_KEY = { none: 'Asking twice leaves it in the same state.' } as const;

export const listLanes = endpoint({
  method: 'GET',
  path: '/v1/lanes',
  operationId: 'listLanes',
  tag: 'Operations',
  summary: 'List lanes',
  description: 'Lanes with something in them and lanes that are held, in an order that lasts.',
  permission: 'connections:read',
  audit: { none: 'It shows states and counts.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    connection: Type.Optional(ConnectionName),
    held: Type.Optional(Type.Boolean()),
  }),
  replies: {
    200: {
      description: 'One page of lanes.',
      body: pageOf(Lane),
      example: { items: [exampleLane] },
      headers: ['Link'],
    },
  },
  problems: [],
});

export const holdLane = endpoint({
  method: 'POST',
  path: '/v1/lanes/{laneId}/hold',
  operationId: 'holdLane',
  tag: 'Operations',
  summary: 'Hold a lane',
  description: 'Nothing more of this lane is sent; other lanes go on.',
  permission: 'connections:operate',
  audit: { action: 'lane.held', subject: 'laneId' },
  idempotency: NO_KEY,
  params: laneParams,
  bodies: reasonBody,
  replies: {
    200: {
      description: 'Held.',
      body: Lane,
      example: {
        ...exampleLane,
        held: {
          by: 'ana@example.com',
          at: '2026-03-31T08:20:00.000Z',
          reason: 'The customer asked us to wait for their order number.',
        },
      },
    },
  },
  problems: ['not_found'],
});

export const releaseLane = endpoint({
  method: 'POST',
  path: '/v1/lanes/{laneId}/release',
  operationId: 'releaseLane',
  tag: 'Operations',
  summary: 'Release a lane',
  description: 'It goes on with its head.',
  permission: 'connections:operate',
  audit: { action: 'lane.released', subject: 'laneId' },
  idempotency: NO_KEY,
  params: laneParams,
  bodies: reasonBody,
  replies: { 200: { description: 'Released.', body: Lane, example: exampleLane } },
  problems: ['not_found', 'action_not_possible'],
});

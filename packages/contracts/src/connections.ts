/** Connections: the configured systems, how they are doing, and how fast their backlog goes. */

import { InstantText, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { exampleConnection } from './examples.ts';
import { Pause } from './process-controls.ts';
import { backlogFields, closed, ConnectionName, Reason, Version } from './wire.ts';

export const Connection = closed(
  {
    name: ConnectionName,
    /** The connector: `sap-s4hana`. */
    system: text(63),
    title: text(200),
    state: Type.Enum(['running', 'paused'], { description: 'paused: by a person, with a reason.' }),
    breaker: Type.Enum(['closed', 'open', 'half-open'], {
      description: 'open: the system is not asked for now; half-open: one probe at a time.',
    }),
    ...backlogFields,
    /** Over the last minute. */
    deliveriesPerSecond: Type.Number({ minimum: 0 }),
    /** Absent when nothing waits or nothing moves. */
    forecast: Type.Optional(
      closed({ finishesAt: Type.Optional(InstantText), sentence: paragraph(500) }),
    ),
    paused: Type.Optional(Pause),
    /** Why the system cannot be reached, in words. */
    trouble: Type.Optional(paragraph(1_000)),
    masterData: Type.Array(
      closed({
        reading: text(100),
        items: Type.Integer({ minimum: 0 }),
        refreshedAt: Type.Optional(InstantText),
        trouble: Type.Optional(paragraph(1_000)),
      }),
      { maxItems: 20 },
    ),
    version: Version,
  },
  { $id: 'Connection' },
);
export type Connection = Static<typeof Connection>;

const connectionParams = closed({ name: ConnectionName });
// With the version that was seen, a change that somebody else made meanwhile is not undone.
const decided = { reason: Reason, version: Type.Optional(Version) };
const pauseBody = {
  'application/json': {
    kind: 'json',
    /** With `until` it goes on by itself. */
    schema: closed({ ...decided, until: Type.Optional(InstantText) }),
    bytesMax: JSON_BYTES_MAX,
    examples: { reason: { reason: 'The ledger is being patched until noon.' } },
  },
} as const;
const reasonBody = {
  'application/json': {
    kind: 'json',
    schema: closed(decided),
    bytesMax: JSON_BYTES_MAX,
    examples: { reason: { reason: 'The ledger is patched.' } },
  },
} as const;
const NO_KEY = { none: 'Asking twice leaves it in the same state.' } as const;

export const listConnections = endpoint({
  method: 'GET',
  path: '/v1/connections',
  operationId: 'listConnections',
  tag: 'Operations',
  summary: 'List connections',
  description:
    'Every configured connection with its state and backlog; there are few, so no pages.',
  permission: 'connections:read',
  audit: { none: 'It shows states and counts.' },
  idempotency: { none: 'Reading.' },
  replies: {
    200: {
      description: 'All connections.',
      body: closed({ items: Type.Array(Connection, { maxItems: 1_000 }) }),
      example: { items: [exampleConnection] },
    },
  },
  problems: [],
});

export const getConnection = endpoint({
  method: 'GET',
  path: '/v1/connections/{name}',
  operationId: 'getConnection',
  tag: 'Operations',
  summary: 'Read a connection',
  description: 'State, breaker, backlog, rate and the time at which the backlog will be gone.',
  permission: 'connections:read',
  audit: { none: 'It shows states and counts.' },
  idempotency: { none: 'Reading.' },
  params: connectionParams,
  replies: {
    200: { description: 'The connection.', body: Connection, example: exampleConnection },
  },
  problems: ['not_found'],
});

export const pauseConnection = endpoint({
  method: 'POST',
  path: '/v1/connections/{name}/pause',
  operationId: 'pauseConnection',
  tag: 'Operations',
  summary: 'Pause a connection',
  description:
    'Nothing more is sent; what was sent is finished. Accepting goes on. With `until` it ends by itself.',
  permission: 'connections:operate',
  audit: { action: 'connection.paused', subject: 'name' },
  idempotency: NO_KEY,
  params: connectionParams,
  bodies: pauseBody,
  replies: {
    200: {
      description: 'Paused.',
      body: Connection,
      example: {
        ...exampleConnection,
        state: 'paused',
        paused: {
          by: 'ana@example.com',
          at: '2026-03-31T08:20:00.000Z',
          reason: 'The ledger is being patched until noon.',
        },
      },
    },
  },
  problems: ['not_found', 'version_conflict', 'action_not_possible'],
});

export const resumeConnection = endpoint({
  method: 'POST',
  path: '/v1/connections/{name}/resume',
  operationId: 'resumeConnection',
  tag: 'Operations',
  summary: 'Resume a connection',
  description: 'The backlog drains in order, at the capacity that is configured.',
  permission: 'connections:operate',
  audit: { action: 'connection.resumed', subject: 'name' },
  idempotency: NO_KEY,
  params: connectionParams,
  bodies: reasonBody,
  replies: { 200: { description: 'Running.', body: Connection, example: exampleConnection } },
  problems: ['not_found', 'version_conflict'],
});

export const refreshMasterData = endpoint({
  method: 'POST',
  path: '/v1/connections/{name}/master-data-refresh',
  operationId: 'refreshMasterData',
  tag: 'Operations',
  summary: 'Read the master data of a connection again',
  description: 'Customers and accounts are read anew; the checks at the door use them when done.',
  permission: 'connections:operate',
  audit: { action: 'connection.master_data_refreshed', subject: 'name' },
  idempotency: { none: 'Reading twice gives the same master data.' },
  params: connectionParams,
  replies: {
    202: { description: 'It is being read.', body: Connection, example: exampleConnection },
  },
  problems: ['not_found', 'action_not_possible'],
});

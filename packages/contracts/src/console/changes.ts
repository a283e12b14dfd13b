/** Which parts of the platform have changed, told while it happens. */

import Type, { type Static } from 'typebox';
import { endpoint } from '../endpoint.ts';
import type { Permission } from '../permission.ts';
import { closed } from '../wire.ts';

/** What a screen is about, with the permission without which nothing is told of it. */
export const TOPICS = {
  transactions: 'transactions:read',
  exceptions: 'exceptions:read',
  connections: 'connections:read',
  payments: 'payments:read',
  bank: 'bank:read',
  receivables: 'receivables:read',
  approvals: 'exceptions:read',
  retention: 'retention:read',
} as const satisfies Record<string, Permission>;

export type Topic = keyof typeof TOPICS;
export const TOPIC_NAMES = Object.keys(TOPICS) as readonly Topic[];

/** The `data` of an event: what to read anew. Empty when nothing was missed. */
export const ConsoleChange = closed(
  { topics: Type.Array(Type.Enum([...TOPIC_NAMES])) },
  { $id: 'ConsoleChange' },
);
export type ConsoleChange = Static<typeof ConsoleChange>;

export const watchConsoleChanges = endpoint({
  method: 'GET',
  path: '/v1/console/changes',
  operationId: 'watchConsoleChanges',
  tag: 'Console',
  summary: 'Watch what changes',
  description:
    'Server-sent events named `change`. Each says which topics changed, and nothing of what. The ' +
    'first one says what changed since `Last-Event-ID`, or every topic when that is unknown. ' +
    'Changes are told within a second or two, and together; an event `still-here` every 15 ' +
    'seconds shows that the stream lives. At most eight streams of one person are open at a time.',
  permission: 'console:use',
  audit: { none: 'It says that something changed, not what.' },
  idempotency: { none: 'Reading.' },
  headers: ['Last-Event-ID'],
  replies: {
    200: {
      description: 'A stream that ends when the platform stops or the caller leaves.',
      body: Type.String(),
      contentTypes: ['text/event-stream'],
      isStream: true,
      example: 'id: 3f9a0c1d.77aa41e2\nevent: change\ndata: {"topics":["transactions"]}\n\n',
    },
  },
  problems: ['rate_limited'],
});

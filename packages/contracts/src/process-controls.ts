/** What people decide about the deliveries of a process: who goes first, and what waits. */

import { InstantText, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { closed, ConnectionName, ProcessName, Reason, Version } from './wire.ts';

export const Priority = Type.Enum(['urgent', 'normal', 'bulk'], {
  description:
    'urgent goes first; of ten lanes two go to normal and one to bulk work first, if there is any.',
});

export const Pause = closed({
  by: text(200),
  at: InstantText,
  reason: Reason,
  /** When it ends by itself; absent: when somebody resumes it. */
  until: Type.Optional(InstantText),
});
export type Pause = Static<typeof Pause>;

export const ProcessControl = closed(
  {
    process: ProcessName,
    title: text(200),
    /** Absent: everywhere. What is said of one connection counts there. */
    connection: Type.Optional(ConnectionName),
    /** Absent at a connection: as everywhere. */
    priority: Type.Optional(Priority),
    paused: Type.Optional(Pause),
    version: Version,
  },
  { $id: 'ProcessControl' },
);
export type ProcessControl = Static<typeof ProcessControl>;

const params = closed({ process: ProcessName });
/** Where, why, and as of which version. */
const decided = {
  /** Only at this connection. */
  connection: Type.Optional(ConnectionName),
  reason: Reason,
  version: Type.Optional(Version),
};
const NO_KEY = { none: 'Asking twice leaves it in the same state.' } as const;
export const exampleProcessControl = {
  process: 'create-customer-invoice',
  title: 'Create customer invoice',
  priority: 'normal',
  version: 1,
};
const examplePause = {
  by: 'omar',
  at: '2026-03-31T08:20:00.000Z',
  reason: 'The tax codes of April are being checked.',
  until: '2026-03-31T12:00:00.000Z',
};

export const listProcessControls = endpoint({
  method: 'GET',
  path: '/v1/processes',
  operationId: 'listProcessControls',
  tag: 'Operations',
  summary: 'List processes with their priorities and pauses',
  description: 'Every process once for everywhere, and once for each connection with its own word.',
  permission: 'connections:read',
  audit: { none: 'It shows states.' },
  idempotency: { none: 'Reading.' },
  replies: {
    200: {
      description: 'All processes.',
      body: closed({ items: Type.Array(ProcessControl, { maxItems: 1_000 }) }),
      example: { items: [exampleProcessControl] },
    },
  },
  problems: [],
});

export const pauseProcess = endpoint({
  method: 'POST',
  path: '/v1/processes/{process}/pause',
  operationId: 'pauseProcess',
  tag: 'Operations',
  summary: 'Pause a process',
  description:
    'It goes on accepting; its deliveries wait, and so does what stands behind them in their lanes. ' +
    'With `until` it goes on by itself.',
  permission: 'connections:operate',
  audit: { action: 'process.paused', subject: 'process' },
  idempotency: NO_KEY,
  params,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({ ...decided, until: Type.Optional(InstantText) }),
      bytesMax: JSON_BYTES_MAX,
      examples: { pause: { reason: examplePause.reason, until: examplePause.until } },
    },
  },
  replies: {
    200: {
      description: 'Paused.',
      body: ProcessControl,
      example: { ...exampleProcessControl, paused: examplePause, version: 2 },
    },
  },
  problems: ['not_found', 'version_conflict', 'action_not_possible'],
});

export const resumeProcess = endpoint({
  method: 'POST',
  path: '/v1/processes/{process}/resume',
  operationId: 'resumeProcess',
  tag: 'Operations',
  summary: 'Resume a process',
  description: 'What waits is sent, in order.',
  permission: 'connections:operate',
  audit: { action: 'process.resumed', subject: 'process' },
  idempotency: NO_KEY,
  params,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed(decided),
      bytesMax: JSON_BYTES_MAX,
      examples: { resume: { reason: 'The tax codes are right.' } },
    },
  },
  replies: {
    200: { description: 'Running.', body: ProcessControl, example: exampleProcessControl },
  },
  problems: ['not_found', 'version_conflict'],
});

export const putProcessPriority = endpoint({
  method: 'PUT',
  path: '/v1/processes/{process}/priority',
  operationId: 'putProcessPriority',
  tag: 'Operations',
  summary: 'Say how urgent a process is',
  description:
    'Lanes whose head belongs to it are leased in the order of classes; order within a lane never ' +
    'changes. At a connection, `priority` left out is again as everywhere.',
  permission: 'connections:operate',
  audit: { action: 'process.priority_changed', subject: 'process' },
  idempotency: NO_KEY,
  params,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({ ...decided, priority: Type.Optional(Priority) }),
      bytesMax: JSON_BYTES_MAX,
      examples: {
        urgent: {
          priority: 'urgent',
          connection: 'sap-main',
          reason: 'Payments of the quarter end first.',
        },
      },
    },
  },
  replies: {
    200: {
      description: 'Changed.',
      body: ProcessControl,
      example: { ...exampleProcessControl, connection: 'sap-main', priority: 'urgent', version: 2 },
    },
  },
  problems: ['not_found', 'version_conflict'],
});

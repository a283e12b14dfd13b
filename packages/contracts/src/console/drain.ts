/**
 * The drain of one connection as the console shows it: who goes first, how fast, when not, and
 * until when. One request for its screen.
 */

import { InstantText, LegalEntityCode, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { ConnectionCalendar, exampleCalendar } from '../connection-calendar.ts';
import { endpoint } from '../endpoint.ts';
import { EXAMPLE_TIME } from '../examples.ts';
import { LaneId } from '../lanes.ts';
import { Pause, Priority } from '../process-controls.ts';
import { closed, ConnectionName, ProcessName, Reason, Version } from '../wire.ts';
import { ConnectionLine, exampleConnectionLine } from './connections.ts';

const Count = Type.Integer({ minimum: 0 });

/** How much of a process waits at one connection, and when it will be gone. */
export const DrainOfProcess = closed(
  {
    process: ProcessName,
    title: text(200),
    priority: Priority,
    /** `everywhere`, or said of this connection. */
    priorityIs: Type.Enum(['usual', 'everywhere', 'here']),
    /** By the heads of its lanes, what stands behind them included. */
    waiting: Count,
    finishesAt: Type.Optional(InstantText),
    sentence: paragraph(300),
    paused: Type.Optional(Pause),
    /** Where the pause was decided: at this connection, or for all of them. */
    pausedIs: Type.Optional(Type.Enum(['here', 'everywhere'])),
    /** Of what is said of this connection. */
    version: Version,
  },
  { $id: 'DrainOfProcess' },
);
export type DrainOfProcess = Static<typeof DrainOfProcess>;

export const DrainForecastWire = closed(
  {
    sentence: paragraph(500),
    finishesAt: Type.Optional(InstantText),
    /** What will wait at the moments where the pace changes; the line between them is straight. */
    points: Type.Array(closed({ at: InstantText, waiting: Count }), { maxItems: 200 }),
  },
  { $id: 'DrainForecast' },
);

export const DrainHold = closed(
  {
    what: Type.Enum(['connection', 'calendar', 'process', 'lane', 'breaker', 'rest']),
    /** `Muster GmbH`, `Create customer invoice`, `SAP S/4HANA`. */
    whose: text(300),
    by: text(200),
    since: Type.Optional(InstantText),
    until: Type.Optional(InstantText),
    reason: Reason,
    waiting: Count,
    lane: Type.Optional(LaneId),
    legalEntity: Type.Optional(LegalEntityCode),
    process: Type.Optional(ProcessName),
  },
  { $id: 'DrainHold' },
);
export type DrainHold = Static<typeof DrainHold>;

export const ConnectionDrain = closed(
  {
    asOf: InstantText,
    connection: ConnectionLine,
    pace: closed({
      /** Over the last ten seconds. */
      perSecond: Type.Number({ minimum: 0 }),
      /** Absent: as fast as concurrency allows. */
      allowedPerSecond: Type.Optional(Type.Number({ minimum: 0 })),
      allowance: Type.Optional(closed({ used: Count, max: Count })),
      sentence: paragraph(300),
    }),
    forecast: DrainForecastWire,
    processes: Type.Array(DrainOfProcess, { maxItems: 100 }),
    /** What keeps something from being sent now. Lanes are those of your legal entities. */
    holds: Type.Array(DrainHold, { maxItems: 200 }),
    calendar: ConnectionCalendar,
  },
  { $id: 'ConnectionDrain' },
);
export type ConnectionDrain = Static<typeof ConnectionDrain>;

const examplePause = {
  by: 'Omar Haddad',
  at: EXAMPLE_TIME,
  reason: 'The archive can wait until the month is closed.',
  until: '2026-04-01T06:00:00.000Z',
};

export const exampleDrain = {
  asOf: EXAMPLE_TIME,
  connection: exampleConnectionLine,
  pace: {
    perSecond: 18.4,
    allowedPerSecond: 25,
    sentence: '18.4 per second of 25 allowed by its settings.',
  },
  forecast: {
    sentence: 'All 1 283 will be gone in about 70 s.',
    finishesAt: '2026-03-31T08:16:40.000Z',
    points: [
      { at: EXAMPLE_TIME, waiting: 1_283 },
      { at: '2026-03-31T08:16:40.000Z', waiting: 0 },
    ],
  },
  processes: [
    {
      process: 'create-customer-invoice',
      title: 'Create customer invoice',
      priority: 'normal',
      priorityIs: 'usual',
      waiting: 1_283,
      finishesAt: '2026-03-31T08:16:40.000Z',
      sentence: 'Gone in about 70 s.',
      version: 1,
    },
  ],
  holds: [
    {
      what: 'process',
      whose: 'Apply customer payment',
      by: examplePause.by,
      since: examplePause.at,
      until: examplePause.until,
      reason: examplePause.reason,
      waiting: 12,
      process: 'apply-customer-payment',
    },
  ],
  calendar: exampleCalendar,
};

export const getConsoleDrain = endpoint({
  method: 'GET',
  path: '/v1/console/connections/{name}/drain',
  operationId: 'getConsoleDrain',
  tag: 'Console',
  summary: 'Read the drain of one connection for the console',
  description:
    'Who goes first, at what pace of which budget, what holds something and until when, the ' +
    'calendar, and when the backlog will be gone.',
  permission: 'connections:read',
  audit: { none: 'It shows states, counts and names of parties, no bank data.' },
  idempotency: { none: 'Reading.' },
  params: closed({ name: ConnectionName }),
  replies: { 200: { description: 'The drain.', body: ConnectionDrain, example: exampleDrain } },
  problems: ['not_found'],
});

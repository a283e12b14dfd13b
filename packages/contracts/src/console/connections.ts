/**
 * Connections as the console shows them: can they take work, what waits for them, and when will it
 * be gone. One request for the list, one for each connection.
 */

import {
  Day,
  idText,
  InstantText,
  LegalEntityCode,
  MoneyWire,
  paragraph,
  text,
} from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from '../endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../examples.ts';
import { LaneId } from '../lanes.ts';
import { Pause } from '../process-controls.ts';
import { backlogFields, closed, ConnectionName, Reason, Version } from '../wire.ts';

const Count = Type.Integer({ minimum: 0 });

export const ConnectionLine = closed(
  {
    name: ConnectionName,
    title: text(200),
    /** The connector: `sap-s4hana`. */
    system: text(63),
    health: Type.Enum(['well', 'slow', 'down', 'paused'], {
      description:
        'slow: it answers, and what waits has waited for more than a minute; down: it does not ' +
        'answer; paused: by a person.',
    }),
    /** How it is, what waits, and when that will be gone. */
    sentence: paragraph(500),
    ...backlogFields,
    /** Deliveries that stopped until a person decides. */
    parked: Count,
    /** Lanes that are held, by a person or by a parked delivery. */
    heldLanes: Count,
    /** Over the last ten seconds. */
    deliveriesPerSecond: Type.Number({ minimum: 0 }),
    /** When the backlog will be gone at this pace; absent while nobody can know. */
    clearAt: Type.Optional(InstantText),
    /** While it does not answer: when it is asked again. */
    triesAgainAt: Type.Optional(InstantText),
    paused: Type.Optional(Pause),
    /** Nothing is sent by plan: until then, and why. */
    stands: Type.Optional(closed({ until: InstantText, title: text(200) })),
    /** A simulated system, whose fault switches can be thrown. */
    isSimulated: Type.Boolean(),
    version: Version,
  },
  { $id: 'ConnectionLine' },
);
export type ConnectionLine = Static<typeof ConnectionLine>;

export const ConsoleLane = closed(
  {
    id: LaneId,
    key: text(200),
    legalEntity: LegalEntityCode,
    partyName: Type.Optional(text(300)),
    ...backlogFields,
    /** What waits in it, in each currency; credit notes count as what they are worth. */
    worth: Type.Array(MoneyWire, { maxItems: 10 }),
    /** What it waits for; absent when it is empty. */
    head: Type.Optional(
      closed({
        transaction: Type.Optional(idText('TransactionId')),
        number: Type.Optional(text(140)),
        attempts: Count,
        isParked: Type.Boolean(),
        isInDoubt: Type.Boolean(),
        /** What the system said last. */
        explanation: Type.Optional(paragraph(1_000)),
      }),
    ),
    /** Why it may not leave now although nobody holds it: a pause, or the calendar. */
    stands: Type.Optional(Reason),
    held: Type.Optional(closed({ by: text(200), at: InstantText, reason: Reason })),
  },
  { $id: 'ConsoleLane' },
);
export type ConsoleLane = Static<typeof ConsoleLane>;

const Effect = Type.Array(paragraph(500), {
  maxItems: 10,
  description: 'What will happen and what will not, in sentences.',
});

export const ConnectionDetail = closed(
  {
    asOf: InstantText,
    connection: ConnectionLine,
    breaker: closed({ failures: Count, sentence: paragraph(500) }),
    capacity: closed({
      /** Lanes that may be worked on side by side. */
      concurrency: Type.Integer({ minimum: 1 }),
      underWay: Count,
      /** Absent: as fast as concurrency allows. */
      ratePerSecond: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
    /** What waits, in each currency; credit notes count as what they are worth. */
    worth: Type.Array(MoneyWire, { maxItems: 100 }),
    /** The last hour, oldest first; what was not noted is not in it. */
    history: closed({
      everySeconds: Type.Integer({ minimum: 1 }),
      samples: Type.Array(
        closed({
          at: InstantText,
          waiting: Count,
          finished: Count,
          tried: Count,
          failing: Count,
        }),
        { maxItems: 400 },
      ),
    }),
    lanes: Type.Array(ConsoleLane, { maxItems: 50 }),
    /** Of the last hour, what happened most often first. */
    failures: Type.Array(
      closed({
        outcome: Type.Enum(['rejected', 'retryable', 'unknown'], {
          description:
            'rejected: it said no; retryable: it certainly took nothing; unknown: it fell silent ' +
            'after we sent.',
        }),
        sentence: paragraph(300),
        /** What it said last time. */
        detail: paragraph(1_000),
        times: Type.Integer({ minimum: 1 }),
        lastAt: InstantText,
        transaction: idText('TransactionId'),
        number: text(140),
      }),
      { maxItems: 20 },
    ),
    masterData: Type.Array(closed({ reading: text(100), items: Count, refreshedAt: InstantText }), {
      maxItems: 20,
    }),
    /** While it stands after a restore: what that is called, and since when it knows nothing. */
    restored: Type.Optional(closed({ name: text(200), since: InstantText })),
    credentials: closed({ expireOn: Type.Optional(Day), sentence: paragraph(300) }),
    calendar: closed({ sentence: paragraph(300) }),
    effects: closed({ pause: Effect, resume: Effect, refresh: Type.Optional(Effect) }),
  },
  { $id: 'ConnectionDetail' },
);
export type ConnectionDetail = Static<typeof ConnectionDetail>;

export const exampleConnectionLine = {
  name: 'sap-main',
  title: 'SAP S/4HANA',
  system: 'sap-s4hana',
  health: 'down',
  sentence:
    'Nothing is lost: 1 283 wait in order. When it is back, SAP S/4HANA gets them within 40 s.',
  waiting: 1_283,
  oldestWaitingAt: EXAMPLE_TIME,
  parked: 0,
  heldLanes: 0,
  deliveriesPerSecond: 0,
  triesAgainAt: '2026-03-31T08:16:12.000Z',
  isSimulated: true,
  version: 1,
};

export const listConsoleConnections = endpoint({
  method: 'GET',
  path: '/v1/console/connections',
  operationId: 'listConsoleConnections',
  tag: 'Console',
  summary: 'Read the connections for the console',
  description: 'Every configured connection in one line; there are few, so no pages.',
  permission: 'connections:read',
  audit: { none: 'It shows states and counts.' },
  idempotency: { none: 'Reading.' },
  replies: {
    200: {
      description: 'All connections.',
      body: closed({
        asOf: InstantText,
        /** Whether its applications can be asked to send invoices. */
        isSandbox: Type.Boolean(),
        items: Type.Array(ConnectionLine, { maxItems: 1_000 }),
      }),
      example: { asOf: EXAMPLE_TIME, isSandbox: true, items: [exampleConnectionLine] },
    },
  },
  problems: [],
});

export const getConsoleConnection = endpoint({
  method: 'GET',
  path: '/v1/console/connections/{name}',
  operationId: 'getConsoleConnection',
  tag: 'Console',
  summary: 'Read one connection for the console',
  description:
    'Its health, its last hour, its lanes in the order that is asked for, what failed lately and ' +
    'what each action would do. Lanes and amounts are those of your legal entities.',
  permission: 'connections:read',
  audit: { none: 'It names documents and amounts, no bank data.' },
  idempotency: { none: 'Reading.' },
  params: closed({ name: ConnectionName }),
  query: closed({
    lanes: Type.Optional(
      Type.Enum(['oldest', 'largest', 'held'], { description: 'Which lanes; oldest unless said.' }),
    ),
  }),
  replies: {
    200: {
      description: 'The connection.',
      body: ConnectionDetail,
      example: {
        asOf: EXAMPLE_TIME,
        connection: exampleConnectionLine,
        breaker: {
          failures: 7,
          sentence: 'It did not answer seven times in a row. It is asked again in 12 s.',
        },
        capacity: { concurrency: 8, underWay: 0 },
        worth: [{ amount: '1250000.00', currency: 'EUR' }],
        history: {
          everySeconds: 10,
          samples: [{ at: EXAMPLE_TIME, waiting: 1_283, finished: 0, tried: 1, failing: 1 }],
        },
        lanes: [
          {
            id: '4711',
            key: 'DE01/C10042',
            legalEntity: 'DE01',
            partyName: 'Muster GmbH',
            waiting: 3,
            oldestWaitingAt: EXAMPLE_TIME,
            worth: [{ amount: '3570.00', currency: 'EUR' }],
            head: {
              transaction: EXAMPLE_IDS.transaction,
              number: '2026-00417',
              attempts: 1,
              isParked: false,
              isInDoubt: false,
              explanation: 'connect ECONNREFUSED',
            },
          },
        ],
        failures: [
          {
            outcome: 'retryable',
            sentence: 'It took nothing.',
            detail: 'connect ECONNREFUSED',
            times: 7,
            lastAt: EXAMPLE_TIME,
            transaction: EXAMPLE_IDS.transaction,
            number: '2026-00417',
          },
        ],
        masterData: [{ reading: 'customer.list', items: 300, refreshedAt: EXAMPLE_TIME }],
        credentials: { sentence: 'Nobody said when its credentials expire.' },
        calendar: { sentence: 'No pauses are planned: it takes work at any time.' },
        effects: {
          pause: ['Nothing more is sent; what is under way is finished.'],
          resume: ['It goes on where it stopped, in order.'],
        },
      },
    },
  },
  problems: ['not_found'],
});

/**
 * The processes as the console draws them: each a chain of steps with how it is undone and who
 * acts, and how many transactions stand on each step now.
 */

import { InstantText, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from '../endpoint.ts';
import { EXAMPLE_TIME } from '../examples.ts';
import { exampleProcessControl, Pause, Priority, ProcessControl } from '../process-controls.ts';
import { closed, ConnectionName, ProcessName } from '../wire.ts';

const Count = Type.Integer({ minimum: 0 });

/** Where transactions stand now. One that is in doubt is counted there and not as working. */
const standingFields = { working: Count, waiting: Count, parked: Count, inDoubt: Count };

export const ProcessCounts = closed(
  {
    ...standingFields,
    /** Since midnight (UTC). */
    doneToday: Count,
    refusedToday: Count,
    takenBackToday: Count,
  },
  { $id: 'ProcessCounts' },
);

export const ConsoleServiceLevel = closed(
  {
    /** The step that must be done in time. */
    step: text(60),
    withinSeconds: Type.Integer({ minimum: 1 }),
    sharePercent: Type.Integer({ minimum: 1, maximum: 100 }),
  },
  { $id: 'ConsoleServiceLevel', description: 'So many of a hundred are done within that time.' },
);

const processFields = {
  name: ProcessName,
  title: text(200),
  description: paragraph(2_000),
  owner: text(200),
  /** The version that new transactions get. */
  version: Type.Integer({ minimum: 1 }),
  serviceLevel: Type.Optional(ConsoleServiceLevel),
  counts: ProcessCounts,
};

export const ConsoleProcess = closed(processFields, { $id: 'ConsoleProcess' });
export type ConsoleProcess = Static<typeof ConsoleProcess>;

export const ConsoleStep = closed(
  {
    name: text(60),
    kind: Type.Enum(['enrich', 'approve', 'deliver', 'wait', 'publish']),
    /** One sentence. */
    does: paragraph(500),
    by: closed({
      kind: Type.Enum(['kontor', 'person', 'system']),
      /** The role of the system, or the permission that the person needs. */
      name: Type.Optional(text(60)),
    }),
    /** It is passed over when it is not needed. */
    isConditional: Type.Boolean(),
    /** A refusal is shown to a person and the process goes on. */
    goesOnWhenRefused: Type.Boolean(),
    undo: Type.Optional(
      closed({
        /** The operation that takes the effect back; absent when nothing does. */
        operation: Type.Optional(text(100)),
        /** Why nothing takes it back. */
        none: Type.Optional(paragraph(500)),
      }),
    ),
    counts: closed({
      ...standingFields,
      /** Being undone. */
      goingBack: Count,
    }),
  },
  { $id: 'ConsoleStep' },
);
export type ConsoleStep = Static<typeof ConsoleStep>;

export const ProcessDrain = closed(
  {
    /** What was decided of it everywhere. */
    control: ProcessControl,
    /** When the last of it will be gone, and where it waits. */
    sentence: paragraph(300),
    finishesAt: Type.Optional(InstantText),
    places: Type.Array(
      closed({
        connection: ConnectionName,
        title: text(200),
        priority: Priority,
        waiting: Count,
        finishesAt: Type.Optional(InstantText),
        sentence: paragraph(300),
        paused: Type.Optional(Pause),
      }),
      { maxItems: 1_000 },
    ),
  },
  { $id: 'ProcessDrain' },
);
export type ProcessDrain = Static<typeof ProcessDrain>;

export const ConsoleProcessDetail = closed(
  {
    asOf: InstantText,
    ...processFields,
    /** Rules that refuse an input at the door. */
    checks: Count,
    /** Of the version that new transactions get. */
    steps: Type.Array(ConsoleStep, { maxItems: 100 }),
    /** Its deliveries; only for who may read connections. */
    drain: Type.Optional(ProcessDrain),
    /** Newest first; transactions keep the version that they started with. */
    versions: Type.Array(closed({ version: Type.Integer({ minimum: 1 }), running: Count }), {
      maxItems: 100,
    }),
  },
  { $id: 'ConsoleProcessDetail' },
);
export type ConsoleProcessDetail = Static<typeof ConsoleProcessDetail>;

const exampleProcess = {
  name: 'create-customer-invoice',
  title: 'Create customer invoice',
  description: 'Posts an invoice in the ledger, opens it for payment and shows it to sales.',
  owner: 'Finance operations',
  version: 1,
  serviceLevel: { step: 'post', withinSeconds: 300, sharePercent: 99 },
  counts: {
    working: 3,
    waiting: 1,
    parked: 0,
    inDoubt: 0,
    doneToday: 812,
    refusedToday: 2,
    takenBackToday: 0,
  },
};

export const listConsoleProcesses = endpoint({
  method: 'GET',
  path: '/v1/console/processes',
  operationId: 'listConsoleProcesses',
  tag: 'Console',
  summary: 'Read the processes for the console',
  description: 'Every process that this installation knows, with how many stand where.',
  permission: 'transactions:read',
  audit: { none: 'Definitions and counts, no single document.' },
  idempotency: { none: 'Reading.' },
  replies: {
    200: {
      description: 'The processes.',
      body: closed({ asOf: InstantText, items: Type.Array(ConsoleProcess, { maxItems: 1_000 }) }),
      example: { asOf: EXAMPLE_TIME, items: [exampleProcess] },
    },
  },
  problems: [],
});

export const getConsoleProcess = endpoint({
  method: 'GET',
  path: '/v1/console/processes/{process}',
  operationId: 'getConsoleProcess',
  tag: 'Console',
  summary: 'Read one process for the console',
  description: 'Its steps in their order, and how many transactions stand on each.',
  permission: 'transactions:read',
  audit: { none: 'A definition and counts, no single document.' },
  idempotency: { none: 'Reading.' },
  params: closed({ process: ProcessName }),
  replies: {
    200: {
      description: 'The process.',
      body: ConsoleProcessDetail,
      example: {
        asOf: EXAMPLE_TIME,
        ...exampleProcess,
        checks: 6,
        steps: [
          {
            name: 'post',
            kind: 'deliver',
            does: 'Posts the invoice in the ledger of its legal entity.',
            by: { kind: 'system', name: 'ledger' },
            isConditional: false,
            goesOnWhenRefused: false,
            undo: { operation: 'customerInvoice.reverse' },
            counts: { working: 3, waiting: 0, parked: 0, inDoubt: 0, goingBack: 0 },
          },
        ],
        drain: {
          control: exampleProcessControl,
          sentence: 'The last of it is gone in about 40 s.',
          finishesAt: '2026-03-31T08:16:10.000Z',
          places: [
            {
              connection: 'sap-main',
              title: 'SAP S/4HANA',
              priority: 'normal',
              waiting: 812,
              finishesAt: '2026-03-31T08:16:10.000Z',
              sentence: 'Gone in about 40 s.',
            },
          ],
        },
        versions: [{ version: 1, running: 4 }],
      },
    },
  },
  problems: ['not_found'],
});

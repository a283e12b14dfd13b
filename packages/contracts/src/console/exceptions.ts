/**
 * The Exceptions place: what needs somebody, grouped by cause, and one of them with all that a
 * person needs to decide. One request for the list, one for the pane.
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
import { EXAMPLE_IDS, EXAMPLE_TIME, exampleCustomerInvoice } from '../examples.ts';
import { Comment, ResolutionAction } from '../exceptions.ts';
import { Cause, exceptionFilters, ExceptionKind } from './exception-filters.ts';
import { listQuery, pageOf } from '../paging.ts';
import {
  closed,
  ConnectionName,
  idParams,
  Person,
  ProcessName,
  Reference,
  Version,
} from '../wire.ts';

/** The few states of the console: each has a shape and a word. */
export const ExceptionState = Type.Enum(
  ['working', 'waiting', 'held', 'done', 'refused', 'in-doubt'],
  { description: 'Waiting for somebody, held, refused by a system, in doubt, or done.' },
);

export const ExceptionLine = closed(
  {
    id: idText('ExceptionId'),
    kind: ExceptionKind,
    cause: Cause,
    causeTitle: text(200),
    title: text(300),
    state: ExceptionState,
    status: Type.Enum(['open', 'resolved']),
    legalEntity: LegalEntityCode,
    value: Type.Optional(MoneyWire),
    number: Type.Optional(text(140)),
    party: Type.Optional(text(300)),
    transaction: Type.Optional(idText('TransactionId')),
    connection: Type.Optional(closed({ name: ConnectionName, title: text(200) })),
    assignee: Type.Optional(Person),
    openedAt: InstantText,
    dueAt: InstantText,
    resolved: Type.Optional(closed({ action: text(40), by: text(200), at: InstantText })),
    /** What may be done about it now. */
    actions: Type.Array(ResolutionAction, { maxItems: 5 }),
    version: Version,
  },
  { $id: 'ExceptionLine' },
);
export type ExceptionLine = Static<typeof ExceptionLine>;

const count = Type.Integer({ minimum: 0 });
const totals = Type.Array(MoneyWire, { maxItems: 200 });

export const ExceptionSummary = closed(
  {
    count,
    overdue: count,
    /** Per currency, never added up across them. */
    totals,
    /** The same filters without the cause, so that one can change over to another one. */
    groups: Type.Array(
      closed({
        cause: Cause,
        title: text(200),
        count,
        overdue: count,
        totals,
        oldest: InstantText,
      }),
      { maxItems: 500 },
    ),
    /** Systems that they are about: the same filters without the system. */
    connections: Type.Array(closed({ name: ConnectionName, title: text(200), count }), {
      maxItems: 500,
    }),
  },
  { $id: 'ExceptionSummary' },
);
export type ExceptionSummary = Static<typeof ExceptionSummary>;

const exampleLine = {
  id: EXAMPLE_IDS.exception,
  kind: 'delivery',
  cause: 'period_closed',
  causeTitle: 'The period is closed in the ledger',
  title: '2026-00417 cannot be posted in the ledger: the period is closed',
  state: 'refused',
  status: 'open',
  legalEntity: 'DE01',
  value: { amount: '1190.00', currency: 'EUR' },
  number: '2026-00417',
  party: 'Muster GmbH',
  transaction: EXAMPLE_IDS.transaction,
  connection: { name: 'sap-main', title: 'SAP S/4HANA' },
  assignee: { id: 'ana@example.com', name: 'Ana Lindqvist' },
  openedAt: EXAMPLE_TIME,
  dueAt: '2026-03-31T16:15:30.000Z',
  actions: ['retry', 'abandon'],
  version: 2,
};

export const listConsoleExceptions = endpoint({
  method: 'GET',
  path: '/v1/console/exceptions',
  operationId: 'listConsoleExceptions',
  tag: 'Console',
  summary: 'Read the queue of exceptions',
  description:
    'What is due first comes first, unless `sort` says otherwise; what is resolved, the latest ' +
    'first. Sorted by value, the largest comes first within each currency. The first page comes ' +
    'with a summary: totals per currency, and the groups by cause.',
  permission: 'exceptions:read',
  audit: { none: 'Exceptions name documents and amounts, no bank data.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    ...exceptionFilters,
    resolvedFrom: Type.Optional(Day),
    resolvedUntil: Type.Optional(Day),
    sort: Type.Optional(Type.Enum(['due', 'value', 'oldest', 'newest'])),
  }),
  replies: {
    200: {
      description: 'One page of exceptions.',
      body: Type.Object(
        { ...pageOf(ExceptionLine).properties, summary: Type.Optional(ExceptionSummary) },
        { additionalProperties: false },
      ),
      example: {
        items: [exampleLine],
        summary: {
          count: 1,
          overdue: 0,
          totals: [{ amount: '1190.00', currency: 'EUR' }],
          groups: [
            {
              cause: 'period_closed',
              title: 'The period is closed in the ledger',
              count: 1,
              overdue: 0,
              totals: [{ amount: '1190.00', currency: 'EUR' }],
              oldest: EXAMPLE_TIME,
            },
          ],
          connections: [{ name: 'sap-main', title: 'SAP S/4HANA', count: 1 }],
        },
      },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden', 'invalid_request'],
});

/** What an action would do, computed before anybody does it. */
export const ActionEffect = closed(
  {
    action: ResolutionAction,
    label: text(100),
    /** What is sent, where, in which order, how much money, who must agree. */
    sentences: Type.Array(paragraph(1_000), { maxItems: 20 }),
    /** Another person than the one who handed it over, or corrected it, has to do it. */
    needsOther: Type.Boolean(),
    /** Why this person cannot do it; absent when they can. */
    obstacle: Type.Optional(paragraph(500)),
  },
  { $id: 'ActionEffect' },
);
export type ActionEffect = Static<typeof ActionEffect>;

/** One thing that a step of the runbook offers in place. */
const Offer = closed({
  action: Type.String({ pattern: '^[a-z-]{1,40}$', examples: ['retry', 'open-period'] }),
  label: text(120),
  /** Why it is not possible now, or that it is done; absent when it can be done. */
  obstacle: Type.Optional(paragraph(500)),
  target: Type.Optional(
    closed({
      legalEntity: Type.Optional(LegalEntityCode),
      period: Type.Optional(text(20)),
      version: Type.Optional(Version),
      connection: Type.Optional(ConnectionName),
      transaction: Type.Optional(idText('TransactionId')),
      delivery: Type.Optional(idText('DeliveryId')),
      bankEntry: Type.Optional(idText('BankEntryId')),
      bankFile: Type.Optional(idText('BankFileId')),
      /** Ours, which the other system carries. */
      reference: Type.Optional(text(40)),
    }),
  ),
});

const Neighbour = closed({
  transaction: idText('TransactionId'),
  number: text(140),
  party: Type.Optional(text(300)),
  value: Type.Optional(MoneyWire),
  acceptedAt: InstantText,
  place: Type.Enum(['before', 'behind']),
  sentence: text(200),
});

export const ExceptionPane = closed(
  {
    exception: ExceptionLine,
    /** What happened, in words. */
    sentences: Type.Array(paragraph(2_000), { minItems: 1, maxItems: 20 }),
    /** The other system's own words. */
    vendor: Type.Optional(
      closed({
        system: text(200),
        code: text(200),
        text: paragraph(5_000),
        at: Type.Optional(InstantText),
      }),
    ),
    /** The field that it is about, where that is known. */
    field: Type.Optional(
      closed({ at: text(300), name: text(300), value: Type.Optional(text(500)) }),
    ),
    lane: Type.Optional(
      closed({
        id: text(200),
        connection: ConnectionName,
        key: text(200),
        /** Why nothing leaves it, while it is held. */
        held: Type.Optional(paragraph(500)),
        /** What waits in it, this one apart. */
        waiting: count,
        totals,
        sentence: paragraph(500),
        neighbours: Type.Array(Neighbour, { maxItems: 20 }),
      }),
    ),
    transaction: Type.Optional(
      closed({
        id: idText('TransactionId'),
        title: text(300),
        sentence: paragraph(1_000),
        chapters: Type.Array(
          closed({
            at: InstantText,
            headline: text(300),
            kind: text(40),
            sentence: Type.Optional(paragraph(2_000)),
            references: Type.Array(Reference, { maxItems: 50 }),
          }),
          { maxItems: 100 },
        ),
        version: Version,
      }),
    ),
    /** The document as it is now, account numbers masked. */
    payload: Type.Optional(
      closed({ process: ProcessName, version: Version, input: Type.Unknown() }),
    ),
    /** Whether the document may be corrected and sent again, by this person, now. */
    correction: Type.Optional(
      closed({
        possible: Type.Boolean(),
        sentence: paragraph(1_000),
        /** As it is now, unmasked, for the one who may correct it. */
        document: Type.Optional(Type.Unknown()),
        /** Fields that stay as they are, with the reason. */
        fixed: Type.Array(closed({ at: text(200), why: paragraph(500) }), { maxItems: 50 }),
      }),
    ),
    runbook: Type.Optional(
      closed({
        name: text(100),
        title: text(200),
        meaning: paragraph(2_000),
        steps: Type.Array(
          closed({ text: paragraph(2_000), offers: Type.Array(Offer, { maxItems: 10 }) }),
          { maxItems: 20 },
        ),
        certain: paragraph(2_000),
      }),
    ),
    actions: Type.Array(ActionEffect, { maxItems: 5 }),
    comments: Type.Array(Comment, { maxItems: 1_000 }),
    /** Who did what with it, oldest first. */
    acts: Type.Array(closed({ at: InstantText, by: text(200), sentence: paragraph(1_000) }), {
      maxItems: 200,
    }),
    /** Who could work on it. */
    people: Type.Array(Person, { maxItems: 500 }),
  },
  { $id: 'ExceptionPane' },
);
export type ExceptionPane = Static<typeof ExceptionPane>;

export const getConsoleException = endpoint({
  method: 'GET',
  path: '/v1/console/exceptions/{exceptionId}',
  operationId: 'getConsoleException',
  tag: 'Console',
  summary: 'Read what is needed to decide about an exception',
  description:
    'What happened, what it holds up, the document and its story, the runbook as steps, and what ' +
    'each action would do. What the person may not read is not in the answer.',
  permission: 'exceptions:read',
  audit: { none: 'An exception names documents and amounts; account numbers are masked.' },
  idempotency: { none: 'Reading.' },
  params: idParams('exceptionId', 'ExceptionId'),
  replies: {
    200: {
      description: 'The exception with everything around it.',
      body: ExceptionPane,
      example: {
        exception: exampleLine,
        sentences: ['The ledger refused the posting because its period is closed.'],
        vendor: { system: 'SAP S/4HANA', code: 'F5/263', text: 'Period 003 of 2026 is closed.' },
        field: { at: '/issueDate', name: 'issue date', value: '2026-03-31' },
        lane: {
          id: '4711',
          connection: 'sap-main',
          key: 'DE01/C10042',
          waiting: 0,
          totals: [],
          sentence: 'Nothing of this customer waits for it.',
          neighbours: [],
        },
        transaction: {
          id: EXAMPLE_IDS.transaction,
          title: 'Invoice 2026-00417 to Muster GmbH',
          sentence: 'It was refused and has no effect.',
          chapters: [
            {
              at: EXAMPLE_TIME,
              headline: 'Received from the shop',
              kind: 'received',
              references: [],
            },
          ],
          version: 2,
        },
        payload: { process: 'create-customer-invoice', version: 1, input: exampleCustomerInvoice },
        correction: {
          possible: true,
          sentence: 'It can be corrected and sent again under the same reference.',
          fixed: [{ at: '/number', why: 'The number is what makes it the same document.' }],
        },
        runbook: {
          name: 'period-closed',
          title: 'The period is closed in the ledger',
          meaning: 'The ledger refused the posting because its period is closed.',
          steps: [
            {
              text: 'It is open in both: let it be tried again.',
              offers: [{ action: 'retry', label: 'Try again' }],
            },
          ],
          certain: 'Nothing was posted.',
        },
        actions: [
          {
            action: 'retry',
            label: 'Try again',
            sentences: ['It is sent to SAP S/4HANA once more, under the same reference.'],
            needsOther: false,
          },
        ],
        comments: [],
        acts: [
          { at: EXAMPLE_TIME, by: 'ana@example.com', sentence: 'ana@example.com took it on.' },
        ],
        people: [{ id: 'ana@example.com', name: 'Ana Lindqvist' }],
      },
    },
  },
  problems: ['not_found'],
});

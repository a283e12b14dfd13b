/**
 * The overview: is anything wrong, what is it worth, when will it be right? What a person lacks the
 * permission for is not in the answer. Every number says which list it counts.
 */

import { Currency, Day, InstantText, MoneyWire, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from '../endpoint.ts';
import { EXAMPLE_TIME } from '../examples.ts';
import { closed, ProcessName } from '../wire.ts';
import { ConnectionLine } from './connections.ts';

const Count = Type.Integer({ minimum: 0 });
const Worth = Type.Array(MoneyWire, {
  maxItems: 200,
  description: 'Per currency, signed as the documents are; never added up across currencies.',
});

/** A place of the console with the filters of the list that a number counts. */
export const ListLink = closed(
  {
    place: Type.Enum(['transactions', 'exceptions', 'connections', 'statements']),
    search: Type.Record(Type.String(), Type.String()),
  },
  { $id: 'ListLink' },
);
export type ListLink = Static<typeof ListLink>;

const Counted = closed({ count: Count, opens: ListLink });
const CountedWorth = closed({ count: Count, worth: Worth, opens: ListLink });

export const OverviewServiceLevel = closed(
  {
    process: ProcessName,
    title: text(200),
    /** What is promised: `99 of 100 within 5 min`. */
    promise: text(200),
    /** How it stands, in words. */
    sentence: paragraph(500),
    /** Since midnight: those that did the step in time, too late, and those that are late now. */
    inTime: Count,
    tooLate: Count,
    lateNow: Counted,
    /** Of a hundred, rounded down: 99.96 is not 100. Absent when there was nothing today. */
    sharePercent: Type.Optional(Type.String({ pattern: '^\\d{1,3}(\\.\\d)?$' })),
    targetPercent: Type.Integer({ minimum: 1, maximum: 100 }),
    /** Half of them took no longer; within a tenth of it. */
    medianMs: Type.Optional(Count),
    /** 95 of a hundred took no longer; within a tenth of it. */
    p95Ms: Type.Optional(Count),
    isMet: Type.Boolean(),
  },
  { $id: 'OverviewServiceLevel' },
);
export type OverviewServiceLevel = Static<typeof OverviewServiceLevel>;

export const OverviewTotal = closed(
  {
    process: ProcessName,
    title: text(200),
    currency: Currency,
    accepted: CountedWorth,
    working: CountedWorth,
    /** Waiting for a person, or parked. */
    waiting: CountedWorth,
    done: CountedWorth,
    /** Refused, or taken back. */
    refused: CountedWorth,
    balanced: Type.Boolean(),
  },
  { $id: 'OverviewTotal' },
);
export type OverviewTotal = Static<typeof OverviewTotal>;

const AGE_BUCKETS = ['under-an-hour', 'under-a-day', 'under-a-week', 'older'] as const;

export const Overview = closed(
  {
    asOf: InstantText,
    /** One sentence that answers the three questions. */
    sentence: paragraph(1_000),
    /** What needs somebody, the most pressing first. */
    concerns: Type.Array(
      closed({
        kind: Type.Enum([
          'totals',
          'connection-down',
          'connection-paused',
          'connection-slow',
          'exceptions',
          'service-level',
          'bank',
        ]),
        sentence: paragraph(500),
        /** Money may be wrong or lost sight of: the only thing that is shown in red. */
        isMoneyAtRisk: Type.Boolean(),
        opens: ListLink,
      }),
      { maxItems: 50 },
    ),
    /** With `connections:read`. */
    connections: Type.Optional(Type.Array(ConnectionLine, { maxItems: 1_000 })),
    /** With `exceptions:read`. */
    exceptions: Type.Optional(
      closed({
        open: CountedWorth,
        ages: Type.Array(
          closed({
            age: Type.Enum([...AGE_BUCKETS]),
            count: Count,
            worth: Worth,
            opens: ListLink,
          }),
          { maxItems: 4 },
        ),
        /** The three with most. */
        causes: Type.Array(
          closed({
            cause: text(61),
            title: text(200),
            count: Count,
            worth: Worth,
            oldest: InstantText,
            opens: ListLink,
          }),
          { maxItems: 3 },
        ),
      }),
    ),
    /** With `transactions:read`. */
    serviceLevels: Type.Optional(Type.Array(OverviewServiceLevel, { maxItems: 100 })),
    /** With `reports:read`: what was accepted since midnight (UTC), and what became of it. */
    totals: Type.Optional(
      closed({
        asOf: InstantText,
        from: InstantText,
        rows: Type.Array(OverviewTotal, { maxItems: 1_000 }),
        balanced: Type.Boolean(),
      }),
    ),
    /** With `bank:read`. */
    bank: Type.Optional(
      closed({
        accounts: Count,
        /** The last banking day before today. */
        bankingDay: Day,
        filesToday: Counted,
        quarantinedToday: Counted,
        waitingToday: Counted,
        /** Accounts that had statements before, and none for that day yet. */
        missing: Counted,
        /** Accounts of which no statement ever came. */
        silent: Counted,
      }),
    ),
  },
  { $id: 'Overview' },
);
export type Overview = Static<typeof Overview>;

const LIST = { place: 'transactions', search: { process: 'create-customer-invoice' } };
const NOTHING = { count: 0, worth: [], opens: LIST };
const SOME = { count: 812, worth: [{ amount: '966280.00', currency: 'EUR' }], opens: LIST };
const STUCK = {
  count: 7,
  worth: [{ amount: '12300.00', currency: 'EUR' }],
  opens: { place: 'exceptions', search: { status: 'open' } },
};

export const getOverview = endpoint({
  method: 'GET',
  path: '/v1/console/overview',
  operationId: 'getOverview',
  tag: 'Console',
  summary: 'Read the overview',
  description:
    'Connections, exceptions, service levels, today’s totals and the bank, as far as you may see ' +
    'them, for your legal entities. Sums of the day may be some seconds old; `asOf` says so.',
  permission: 'console:use',
  audit: { none: 'Sums and counts, no single document.' },
  idempotency: { none: 'Reading.' },
  replies: {
    200: {
      description: 'How it stands.',
      body: Overview,
      example: {
        asOf: EXAMPLE_TIME,
        sentence:
          'One thing needs somebody: 7 exceptions worth 12 300.00 EUR wait for a decision. ' +
          'All money is accounted for.',
        concerns: [
          {
            kind: 'exceptions',
            sentence: '7 exceptions worth 12 300.00 EUR wait for a decision.',
            isMoneyAtRisk: false,
            opens: STUCK.opens,
          },
        ],
        exceptions: {
          open: STUCK,
          ages: [{ age: 'under-an-hour', ...STUCK }],
          causes: [
            {
              cause: 'period_closed',
              title: 'The period is closed in the ledger',
              oldest: EXAMPLE_TIME,
              ...STUCK,
            },
          ],
        },
        serviceLevels: [
          {
            process: 'create-customer-invoice',
            title: 'Create customer invoice',
            promise: '99 of 100 within 5 min',
            sentence: '812 of 812 were in time.',
            inTime: 812,
            tooLate: 0,
            lateNow: { count: 0, opens: LIST },
            sharePercent: '100',
            targetPercent: 99,
            medianMs: 820,
            p95Ms: 2_100,
            isMet: true,
          },
        ],
        totals: {
          asOf: EXAMPLE_TIME,
          from: '2026-03-31T00:00:00.000Z',
          rows: [
            {
              process: 'create-customer-invoice',
              title: 'Create customer invoice',
              currency: 'EUR',
              accepted: SOME,
              working: NOTHING,
              waiting: NOTHING,
              done: SOME,
              refused: NOTHING,
              balanced: true,
            },
          ],
          balanced: true,
        },
      },
    },
  },
  problems: [],
});

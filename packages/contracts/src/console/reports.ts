/**
 * How we are doing, over some days: postings, exceptions, duplicates that did not happen, receipts
 * matched without a person, control totals. A day (UTC) without data is not in its list, because
 * nothing and zero are not the same.
 */

import { Day, InstantText, LegalEntityCode, MoneyWire, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from '../endpoint.ts';
import { EXAMPLE_TIME } from '../examples.ts';
import { ControlTotals, getControlTotals } from '../reports.ts';
import { closed, ProcessName } from '../wire.ts';
import { ConsoleServiceLevel } from './processes.ts';

const Count = Type.Integer({ minimum: 0 });
const Milliseconds = Type.Integer({ minimum: 0 });

/** Of what was accepted: accepted = posted + refused + takenBack + stopped + working. */
const postingFields = {
  accepted: Count,
  posted: Count,
  refused: Count,
  takenBack: Count,
  /** Not posted; a person is needed. */
  stopped: Count,
  /** Not posted yet. */
  working: Count,
  /** Posted within the time of the service level. */
  inTime: Count,
  /** From acceptance to posting: half were quicker. */
  p50Ms: Type.Optional(Milliseconds),
  /** Ninety-five of a hundred were quicker. */
  p95Ms: Type.Optional(Milliseconds),
};

export const PostingReport = closed(
  {
    process: ProcessName,
    title: text(200),
    serviceLevel: ConsoleServiceLevel,
    total: closed(postingFields),
    /** By the day of acceptance, earliest first. */
    days: Type.Array(closed({ day: Day, ...postingFields }), { maxItems: 366 }),
  },
  { $id: 'PostingReport' },
);
export type PostingReport = Static<typeof PostingReport>;

export const ExceptionAge = Type.Enum(['hour', 'day', 'three-days', 'week', 'older'], {
  description: 'How long it has been open: up to an hour, a day, three days, a week, or longer.',
});
export type ExceptionAge = Static<typeof ExceptionAge>;

export const ExceptionReport = closed(
  {
    /** Open now, whenever they opened. */
    open: Type.Array(
      closed({
        age: ExceptionAge,
        count: Count,
        /** One for each currency; those without an amount are counted only. */
        values: Type.Array(MoneyWire, { maxItems: 200 }),
      }),
      { maxItems: 5 },
    ),
    opened: Count,
    resolved: Count,
    /** Resolved by what a person decided; the others came about by themselves. */
    resolvedByPeople: Count,
    /** From opening to resolution. */
    p50Ms: Type.Optional(Milliseconds),
    p95Ms: Type.Optional(Milliseconds),
    days: Type.Array(closed({ day: Day, opened: Count, resolved: Count }), { maxItems: 366 }),
  },
  { $id: 'ExceptionReport' },
);
export type ExceptionReport = Static<typeof ExceptionReport>;

const duplicateFields = {
  /** The same request came again and was answered as before. */
  sameKey: Count,
  /** A document that is here came under another key. */
  sameDocument: Count,
  /** A reply was lost; the system was asked and had it, so nothing was sent again. */
  foundByLookUp: Count,
  /** The bytes of a bank file came again. */
  sameFile: Count,
  /** A statement came in another file too. */
  sameStatement: Count,
};

export const DuplicateReport = closed(
  {
    total: closed(duplicateFields),
    days: Type.Array(closed({ day: Day, ...duplicateFields }), { maxItems: 366 }),
  },
  { $id: 'DuplicateReport' },
);
export type DuplicateReport = Static<typeof DuplicateReport>;

const matchingFields = {
  /** Receipts that the bank booked and that are for matching. */
  receipts: Count,
  /** Wholly matched by rules alone. */
  byRules: Count,
  /** Wholly matched, and a person decided at least once. */
  byPeople: Count,
  returned: Count,
  /** Not or not wholly matched yet. */
  open: Count,
};

export const MatchingReport = closed(
  {
    total: closed(matchingFields),
    /** Receipts that rules matched, by the rule. */
    rules: Type.Array(closed({ rule: text(60), receipts: Count }), { maxItems: 100 }),
    /** By booking day. */
    days: Type.Array(closed({ day: Day, ...matchingFields }), { maxItems: 366 }),
  },
  { $id: 'MatchingReport' },
);
export type MatchingReport = Static<typeof MatchingReport>;

export const ConsoleReports = closed(
  {
    from: Day,
    to: Day,
    asOf: InstantText,
    /** Of the first transaction: before it there was nothing to count. */
    firstDay: Type.Optional(Day),
    posting: Type.Array(PostingReport, { maxItems: 100 }),
    exceptions: ExceptionReport,
    duplicates: DuplicateReport,
    matching: MatchingReport,
    controlTotals: ControlTotals.properties.rows,
  },
  { $id: 'ConsoleReports' },
);
export type ConsoleReports = Static<typeof ConsoleReports>;

const examplePosting = {
  accepted: 10,
  posted: 8,
  refused: 1,
  takenBack: 0,
  stopped: 1,
  working: 0,
  inTime: 8,
  p50Ms: 412,
  p95Ms: 1_904,
};
const exampleDuplicates = {
  sameKey: 4,
  sameDocument: 1,
  foundByLookUp: 3,
  sameFile: 1,
  sameStatement: 0,
};
const exampleMatching = { receipts: 9, byRules: 7, byPeople: 1, returned: 0, open: 1 };

export const getConsoleReports = endpoint({
  method: 'GET',
  path: '/v1/console/reports',
  operationId: 'getConsoleReports',
  tag: 'Console',
  summary: 'Read the reports for the console',
  description:
    'Of the days from `from` to `to`, both included: the last 30 unless said, at most 366 of them.',
  permission: 'reports:read',
  audit: { none: 'Counts and sums, no single document.' },
  idempotency: { none: 'Reading.' },
  query: closed({
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    legalEntity: Type.Optional(LegalEntityCode),
  }),
  replies: {
    200: {
      description: 'The reports, from one look at the books.',
      body: ConsoleReports,
      example: {
        from: '2026-03-02',
        to: '2026-03-31',
        asOf: EXAMPLE_TIME,
        firstDay: '2026-03-31',
        posting: [
          {
            process: 'create-customer-invoice',
            title: 'Create customer invoice',
            serviceLevel: { step: 'post', withinSeconds: 300, sharePercent: 99 },
            total: examplePosting,
            days: [{ day: '2026-03-31', ...examplePosting }],
          },
        ],
        exceptions: {
          open: [{ age: 'day', count: 1, values: [{ amount: '1190.00', currency: 'EUR' }] }],
          opened: 3,
          resolved: 2,
          resolvedByPeople: 1,
          p50Ms: 3_600_000,
          p95Ms: 7_200_000,
          days: [{ day: '2026-03-31', opened: 3, resolved: 2 }],
        },
        duplicates: {
          total: exampleDuplicates,
          days: [{ day: '2026-03-31', ...exampleDuplicates }],
        },
        matching: {
          total: exampleMatching,
          rules: [{ rule: 'reference', receipts: 7 }],
          days: [{ day: '2026-03-31', ...exampleMatching }],
        },
        controlTotals: getControlTotals.replies[200].example.rows,
      },
    },
  },
  problems: ['legal_entity_forbidden', 'invalid_request'],
});

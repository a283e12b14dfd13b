/** What would go of the records of one month, and what keeps the rest. Nothing is deleted by it. */

import { InstantText, LegalEntityCode, MoneyWire, paragraph, text, idText } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from './examples.ts';
import { closed } from './wire.ts';

export const RecordMonthName = Type.String({
  pattern: '^20\\d{2}-(0[1-9]|1[0-2])$',
  description: 'The month (UTC) in which transactions were accepted.',
  examples: ['2026-03'],
});

const Count = Type.Integer({ minimum: 0 });

export const RecordStanding = Type.Enum(
  ['held', 'no_term', 'young', 'unfinished', 'open', 'linked', 'due'],
  {
    description:
      'The first that is so. held: by a legal hold; no_term: its legal entity keeps everything; ' +
      'young: its term is not over; unfinished: it works or waits; open: an item, an exception or ' +
      'a delivery of it is; linked: what it paid, what paid it, or what those are linked to, is ' +
      'kept; due: nothing keeps it.',
  },
);
export type RecordStanding = Static<typeof RecordStanding>;

export const RecordMonth = closed(
  {
    month: RecordMonthName,
    asOf: InstantText,
    /** Per legal entity, standing and currency. */
    groups: Type.Array(
      closed({
        legalEntity: LegalEntityCode,
        standing: RecordStanding,
        count: Count,
        /** Of documents with an amount. */
        total: Type.Optional(MoneyWire),
        oldestAt: InstantText,
        newestAt: InstantText,
      }),
      { maxItems: 10_000 },
    ),
    /** What each hold keeps of this month; a transaction may be kept by several. */
    holds: Type.Array(
      closed({
        hold: idText('LegalHoldId'),
        reference: text(200),
        sentence: paragraph(500),
        count: Count,
      }),
      { maxItems: 500 },
    ),
  },
  { $id: 'RecordMonth' },
);
export type RecordMonth = Static<typeof RecordMonth>;

export const getRecordMonth = endpoint({
  method: 'GET',
  path: '/v1/record-months/{month}',
  operationId: 'getRecordMonth',
  tag: 'Governance',
  summary: 'Read what keeps the records of a month',
  description:
    'Counts and sums of the transactions that were accepted in the month, by what keeps them. ' +
    'What is due goes when two people say so; nothing is asked for by reading this. A month ' +
    'with many records past their term takes its time: it is read day by day.',
  permission: 'retention:read',
  audit: { none: 'Counts and sums.' },
  idempotency: { none: 'Reading.' },
  params: closed({ month: RecordMonthName }),
  replies: {
    200: {
      description: 'The month; without groups when nothing was accepted in it.',
      body: RecordMonth,
      example: {
        month: '2026-03',
        asOf: '2037-01-02T08:15:30.000Z',
        groups: [
          {
            legalEntity: 'DE01',
            standing: 'due',
            count: 41_200,
            total: { amount: '48790211.14', currency: 'EUR' },
            oldestAt: '2026-03-01T00:00:04.119Z',
            newestAt: EXAMPLE_TIME,
          },
        ],
        holds: [
          {
            hold: EXAMPLE_IDS.legalHold,
            reference: '312 O 117/26',
            sentence: 'Everything of legal entity DE01, of customer C10042.',
            count: 17,
          },
        ],
      },
    },
  },
  problems: ['not_found'],
});

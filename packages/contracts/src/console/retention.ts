/** Retention and holds: how long what is kept, and what must not go however old it is. */

import { Country, Day, InstantText, LegalEntityCode, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from '../endpoint.ts';
import { EXAMPLE_TIME } from '../examples.ts';
import { exampleLegalHold, LegalHold } from '../legal-holds.ts';
import { RecordMonthName } from '../record-months.ts';
import { closed } from '../wire.ts';

const Bytes = Type.Integer({ minimum: 0 });

/** How long the records of a legal entity are kept. */
export const RecordTermLine = closed(
  {
    legalEntity: LegalEntityCode,
    name: text(300),
    country: Type.Optional(Country),
    /** Absent: for ever. */
    years: Type.Optional(Type.Integer({ minimum: 0 })),
    /** `10 years after the end of the calendar year (DE).` */
    sentence: paragraph(300),
  },
  { $id: 'RecordTermLine' },
);
export type RecordTermLine = Static<typeof RecordTermLine>;

/** What is no financial record, and is deleted when it served its purpose. */
export const TraceTerm = closed(
  { what: text(200), days: Type.Integer({ minimum: 0 }), why: paragraph(300) },
  { $id: 'TraceTerm' },
);
export type TraceTerm = Static<typeof TraceTerm>;

export const RetainedMonth = closed(
  {
    month: RecordMonthName,
    /** Of its messages and attempts on disk, where they stand in parts of their own. */
    bytes: Type.Optional(Bytes),
    /** The first day on which all of it may go, if nothing else keeps it; absent: never. */
    mayGoOn: Type.Optional(Day),
    /** Whether some of it may go by now. */
    isPast: Type.Boolean(),
    sentence: paragraph(500),
  },
  { $id: 'RetainedMonth' },
);
export type RetainedMonth = Static<typeof RetainedMonth>;

export const ConsoleRetention = closed(
  {
    asOf: InstantText,
    records: Type.Array(RecordTermLine, { maxItems: 1_000 }),
    traces: Type.Array(TraceTerm, { maxItems: 20 }),
    /** In which something was accepted; newest first. */
    months: Type.Array(RetainedMonth, { maxItems: 1_300 }),
    /** Of history that stands in no part of a month of its own. */
    bytesWithoutMonth: Bytes,
    /** In force, newest first. */
    holds: Type.Array(LegalHold, { maxItems: 200 }),
    /** Whether more are in force than are shown. */
    moreHolds: Type.Boolean(),
  },
  { $id: 'ConsoleRetention' },
);
export type ConsoleRetention = Static<typeof ConsoleRetention>;

export const getConsoleRetention = endpoint({
  method: 'GET',
  path: '/v1/console/retention',
  operationId: 'getConsoleRetention',
  tag: 'Console',
  summary: 'Read how long records are kept, and the legal holds',
  description:
    'The terms in force, the months with the size of their history and from when they may go, and ' +
    'the holds in force. No record goes by itself, whatever its term: see `askRecordDeletion`.',
  permission: 'retention:read',
  audit: { none: 'Terms, sizes, references and reasons.' },
  idempotency: { none: 'Reading.' },
  replies: {
    200: {
      description: 'Terms, months and holds.',
      body: ConsoleRetention,
      example: {
        asOf: EXAMPLE_TIME,
        records: [
          {
            legalEntity: 'DE01',
            name: 'Muster Deutschland GmbH',
            country: 'DE',
            years: 10,
            sentence: '10 years after the end of the calendar year (DE).',
          },
        ],
        traces: [
          {
            what: 'Idempotency keys, with the reply',
            days: 30,
            why: 'The API promises callers thirty.',
          },
        ],
        months: [
          {
            month: '2026-03',
            bytes: 184_320_000,
            mayGoOn: '2037-01-01',
            isPast: false,
            sentence: 'Nothing of it may go before 2037-01-01.',
          },
        ],
        bytesWithoutMonth: 0,
        holds: [exampleLegalHold],
        moreHolds: false,
      },
    },
  },
  problems: [],
});

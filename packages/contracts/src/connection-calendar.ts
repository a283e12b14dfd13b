/**
 * The calendar of a connection: when nothing may be sent to it. Maintenance is the system's own, a
 * freeze is ours; both come once, or again and again in a time zone.
 */

import { Currency, InstantText, paragraph, text } from '@kontor/canon';
import { WEEKDAYS } from '@kontor/kernel';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_TIME } from './examples.ts';
import { closed, ConnectionName, Reason, Version } from './wire.ts';

const TimeOfDay = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'Hours and minutes as clocks in the zone show them.',
  examples: ['22:00'],
});

export const CalendarKind = Type.Enum(['maintenance', 'freeze'], {
  description: 'maintenance: the system is away by plan; freeze: we send nothing.',
});

/** Exactly one of the three. */
const RecurringDaysWire = closed({
  weekdays: Type.Optional(Type.Array(Type.Enum(WEEKDAYS), { minItems: 1, maxItems: 7 })),
  /** By the banking calendar of the currency. */
  bankingDays: Type.Optional(
    closed({ which: Type.Enum(['every', 'first', 'last']), currency: Currency }),
  ),
  dayOfMonth: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
});

const entryFields = {
  /** Its name within the connection: `nightly-backup`. */
  entry: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$', examples: ['month-end'] }),
  kind: CalendarKind,
  title: text(200),
  /** Either this or `recurring`. */
  once: Type.Optional(closed({ from: InstantText, until: InstantText })),
  recurring: Type.Optional(
    closed({
      days: RecurringDaysWire,
      from: TimeOfDay,
      /** When it is not after `from`, it is of the next day. */
      until: TimeOfDay,
      /** An IANA time zone: summer time is counted in. */
      zone: Type.String({ pattern: '^[A-Za-z0-9_+/-]{1,64}$', examples: ['Europe/Berlin'] }),
    }),
  ),
};

export const CalendarEntry = closed(entryFields, { $id: 'CalendarEntry' });
export type CalendarEntry = Static<typeof CalendarEntry>;

export const CalendarWindow = closed(
  {
    entry: entryFields.entry,
    kind: CalendarKind,
    title: text(200),
    from: InstantText,
    until: InstantText,
  },
  { $id: 'CalendarWindow' },
);
export type CalendarWindow = Static<typeof CalendarWindow>;

export const ConnectionCalendar = closed(
  {
    connection: ConnectionName,
    entries: Type.Array(
      closed({
        ...entryFields,
        /** The same in words: “Weekdays from 22:00 to 23:00 (Europe/Berlin)”. */
        sentence: paragraph(300),
        by: text(200),
        at: InstantText,
        reason: Reason,
      }),
      { maxItems: 100 },
    ),
    /** What is not over, of the next four weeks; in order. */
    windows: Type.Array(CalendarWindow, { maxItems: 500 }),
    version: Version,
  },
  { $id: 'ConnectionCalendar' },
);
export type ConnectionCalendar = Static<typeof ConnectionCalendar>;

const exampleEntry = {
  entry: 'month-end',
  kind: 'freeze',
  title: 'Closing the month',
  recurring: {
    days: { bankingDays: { which: 'last', currency: 'EUR' } },
    from: '18:00',
    until: '06:00',
    zone: 'Europe/Berlin',
  },
};

export const exampleCalendar = {
  connection: 'sap-main',
  entries: [
    {
      ...exampleEntry,
      sentence:
        'The last banking day of each month (EUR), from 18:00 to 06:00 of the next day ' +
        '(Europe/Berlin).',
      by: 'Omar Haddad',
      at: EXAMPLE_TIME,
      reason: 'Controlling closes the books in peace.',
    },
  ],
  windows: [
    {
      entry: 'month-end',
      kind: 'freeze',
      title: 'Closing the month',
      from: '2026-03-31T16:00:00.000Z',
      until: '2026-04-01T04:00:00.000Z',
    },
  ],
  version: 2,
};

const params = closed({ name: ConnectionName });

export const getConnectionCalendar = endpoint({
  method: 'GET',
  path: '/v1/connections/{name}/calendar',
  operationId: 'getConnectionCalendar',
  tag: 'Operations',
  summary: 'Read the calendar of a connection',
  description: 'Maintenance and freezes, and the windows of the next four weeks.',
  permission: 'connections:read',
  audit: { none: 'It shows plans.' },
  idempotency: { none: 'Reading.' },
  params,
  replies: {
    200: { description: 'The calendar.', body: ConnectionCalendar, example: exampleCalendar },
  },
  problems: ['not_found'],
});

export const putConnectionCalendar = endpoint({
  method: 'PUT',
  path: '/v1/connections/{name}/calendar',
  operationId: 'putConnectionCalendar',
  tag: 'Operations',
  summary: 'Change the calendar of a connection',
  description:
    'The entries that are sent are the calendar; what is left out is removed. In a window nothing ' +
    'is sent, what was sent is finished, and accepting goes on. Every process obeys within a ' +
    'second, by the clock of the database.',
  permission: 'connections:operate',
  audit: { action: 'connection.calendar_changed', subject: 'name' },
  idempotency: { none: 'The same calendar twice is one.' },
  params,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({
        entries: Type.Array(CalendarEntry, { maxItems: 100 }),
        reason: Reason,
        version: Version,
      }),
      bytesMax: JSON_BYTES_MAX,
      examples: {
        monthEnd: {
          entries: [exampleEntry],
          reason: 'Controlling closes the books in peace.',
          version: 1,
        },
      },
    },
  },
  replies: {
    200: { description: 'Changed.', body: ConnectionCalendar, example: exampleCalendar },
  },
  problems: ['not_found', 'version_conflict', 'unacceptable_calendar'],
});

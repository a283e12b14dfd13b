/** What a connected system has of ours and the database does not: the report after a restore. */

import { InstantText, MoneyWire, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed, ConnectionName } from './wire.ts';

export const UnknownPosting = closed(
  {
    /** Our reference, as the document carries it. */
    reference: text(40),
    /** The number that the system gave it. */
    externalReference: text(200),
    /** Where the number is unique: `1010 2026` for company code and fiscal year. */
    place: Type.Optional(text(100)),
    /** Of the document that was posted: the number of the invoice. */
    number: Type.Optional(text(140)),
    /** When the system created it, as far as it says. */
    day: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    /** What the customer owes by it, where the system says so. */
    value: Type.Optional(MoneyWire),
  },
  { $id: 'UnknownPosting' },
);
export type UnknownPosting = Static<typeof UnknownPosting>;

export const listUnknownPostings = endpoint({
  method: 'GET',
  path: '/v1/connections/{name}/unknown-postings',
  operationId: 'listUnknownPostings',
  tag: 'Operations',
  summary: 'List postings that are unknown here',
  description:
    'Asks the system what Kontor posted since an instant, and answers with what the database does ' +
    'not know: after a restore, what was sent since the backup. A page may be empty and have ' +
    'another behind it; systems that keep days answer from the day before on.',
  permission: 'connections:operate',
  audit: { action: 'connection.compared', subject: 'name' },
  idempotency: { none: 'Reading.' },
  params: closed({ name: ConnectionName }),
  query: listQuery({ since: InstantText }),
  replies: {
    200: {
      description: 'A page, in the order of the reference.',
      body: pageOf(UnknownPosting),
      example: {
        items: [
          {
            reference: '7Q2M4ZC8R1XK5T9VB3NJ',
            externalReference: '1800000042',
            place: '1010 2026',
            number: 'INV-10042',
            day: '2026-03-31',
            value: { amount: '1190.00', currency: 'EUR' },
          },
        ],
      },
    },
  },
  problems: ['not_found', 'action_not_possible'],
});

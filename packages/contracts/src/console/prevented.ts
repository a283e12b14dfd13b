/** What did not happen twice, one by one: the list behind the numbers of the reports. */

import { Day, InstantText, LegalEntityCode, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from '../endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../examples.ts';
import { listQuery, pageOf } from '../paging.ts';
import { closed } from '../wire.ts';

export const PreventedKind = Type.Enum(
  ['same-key', 'same-document', 'found-by-look-up', 'same-file', 'same-statement'],
  { description: 'How it was recognised, as `DuplicateReport` counts it.' },
);
export type PreventedKind = Static<typeof PreventedKind>;

export const PreventedDuplicate = closed(
  {
    /** What was there before; unique in its list. */
    subject: closed({
      kind: Type.Enum(['transaction', 'bank-file', 'bank-statement']),
      id: text(200),
      /** What people call it; absent for who may not read it. */
      title: Type.Optional(text(300)),
    }),
    legalEntity: LegalEntityCode,
    day: Day,
    /** On that day: the report counts each time. */
    times: Type.Integer({ minimum: 1 }),
    lastAt: InstantText,
  },
  { $id: 'PreventedDuplicate' },
);
export type PreventedDuplicate = Static<typeof PreventedDuplicate>;

export const listPreventedDuplicates = endpoint({
  method: 'GET',
  path: '/v1/console/reports/duplicates',
  operationId: 'listPreventedDuplicates',
  tag: 'Console',
  summary: 'List the duplicates that were prevented',
  description:
    'Of one kind, the latest first, on the days that `getConsoleReports` would count: the times ' +
    'of all pages add up to its number.',
  permission: 'reports:read',
  audit: { none: 'It names documents, no amounts and no parties.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    /** The same request again, unless said. */
    kind: Type.Optional(PreventedKind),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    legalEntity: Type.Optional(LegalEntityCode),
  }),
  replies: {
    200: {
      description: 'One page of duplicates that did not happen.',
      body: pageOf(PreventedDuplicate),
      example: {
        items: [
          {
            subject: { kind: 'transaction', id: EXAMPLE_IDS.transaction, title: '2026-00417' },
            legalEntity: 'DE01',
            day: '2026-03-31',
            times: 4,
            lastAt: EXAMPLE_TIME,
          },
        ],
      },
    },
  },
  problems: ['legal_entity_forbidden', 'invalid_request'],
});

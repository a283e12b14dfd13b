/** Search anything: one box for every number that people have in front of them. */

import { idText, InstantText, MoneyWire, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from '../endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../examples.ts';
import { closed } from '../wire.ts';
import { ConsoleState } from './state.ts';

export const SearchHit = closed(
  {
    /** What it is, which also says where it opens. */
    kind: Type.Enum([
      'transaction',
      'customer',
      'bank-entry',
      'bank-file',
      'exception',
      'open-item',
    ]),
    /** Unique in the answer. */
    id: text(200),
    /** `Invoice INV-1004` */
    title: text(300),
    /** Who, and where it stands. */
    sentence: paragraph(500),
    /** Why it was found, where the title does not show it: `document 1800000417 in SAP S/4HANA`. */
    because: Type.Optional(text(300)),
    state: Type.Optional(ConsoleState),
    amount: Type.Optional(MoneyWire),
    at: Type.Optional(InstantText),
    /** The transaction that it opens, where it has one. */
    transaction: Type.Optional(idText('TransactionId')),
  },
  { $id: 'SearchHit' },
);
export type SearchHit = Static<typeof SearchHit>;

export const SearchResults = closed(
  {
    groups: Type.Array(
      closed({
        /** `Transactions` */
        title: text(100),
        hits: Type.Array(SearchHit, { maxItems: 20 }),
        /** There are more than these. */
        hasMore: Type.Boolean(),
      }),
      { maxItems: 20 },
    ),
  },
  { $id: 'SearchResults' },
);
export type SearchResults = Static<typeof SearchResults>;

export const searchConsole = endpoint({
  method: 'GET',
  path: '/v1/console/search',
  operationId: 'searchConsole',
  tag: 'Console',
  summary: 'Search anything',
  description:
    'Finds by number of a document, id of anything, correlation id, document number of another ' +
    'system, customer, amount (`1250.00`, `1 250,00`, `1.250,00 EUR`), account number or its ' +
    'last four, and name of a bank file. Shows only what the caller may read: bank data needs ' +
    '`bank:read`, exceptions `exceptions:read`, open items `receivables:read`.',
  permission: 'transactions:read',
  audit: { none: 'Hits name documents and amounts; accounts are shown by their last four.' },
  idempotency: { none: 'Reading.' },
  query: closed({ q: text(200) }),
  replies: {
    200: {
      description: 'What was found, the likeliest kind first.',
      body: SearchResults,
      example: {
        groups: [
          {
            title: 'Transactions',
            hits: [
              {
                kind: 'transaction',
                id: EXAMPLE_IDS.transaction,
                title: 'Invoice 2026-00417',
                sentence: 'Muster GmbH · posted in the ledger',
                because: 'document 1800000417 in SAP S/4HANA',
                state: 'done',
                amount: { amount: '1190.00', currency: 'EUR' },
                at: EXAMPLE_TIME,
                transaction: EXAMPLE_IDS.transaction,
              },
            ],
            hasMore: false,
          },
        ],
      },
    },
  },
  problems: [],
});

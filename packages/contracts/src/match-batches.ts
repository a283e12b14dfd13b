/**
 * Several matches as one decision: one line for several customers, several lines for one item. All
 * of them are made or none, in the order in which they are named; so are their reversals. What they
 * would do can be seen before.
 */

import {
  CustomerNumber,
  Day,
  DecimalText,
  idText,
  LegalEntityCode,
  MoneyWire,
  paragraph,
  text,
} from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_IDS, exampleMatch } from './examples.ts';
import { Match, NewMatch } from './matches.ts';
import { closed, ConnectionName, Reason } from './wire.ts';

/** What a person decides with one look; a payer's list of a thousand items is one match. */
const MATCHES_MAX = 50;

const NewMatches = closed(
  { matches: Type.Array(NewMatch, { minItems: 1, maxItems: MATCHES_MAX }) },
  { $id: 'NewMatches' },
);

const MadeMatches = closed({ matches: Type.Array(Match, { maxItems: MATCHES_MAX }) });

export const PostingLine = closed(
  {
    /** Of the ledger; the customer's own where it is their account. */
    account: text(20),
    name: Type.Optional(text(300)),
    side: Type.Enum(['debit', 'credit']),
    amount: DecimalText,
    /** What it is for: an invoice's number, the reason of a write-off. */
    text: Type.Optional(text(300)),
  },
  { $id: 'PostingLine' },
);
export type PostingLine = Static<typeof PostingLine>;

export const MatchPreview = closed(
  {
    bankEntry: idText('BankEntryId'),
    legalEntity: LegalEntityCode,
    customer: CustomerNumber,
    party: Type.Optional(text(300)),
    /** The document that the ledger gets: its debits and credits are equal. */
    posting: closed({
      connection: ConnectionName,
      title: text(200),
      day: Day,
      currency: MoneyWire.properties.currency,
      lines: Type.Array(PostingLine, { maxItems: 2_000 }),
    }),
    /** Of the bank entry, after this match and those before it. */
    left: MoneyWire,
    items: Type.Array(
      closed({
        openItem: idText('OpenItemId'),
        number: text(140),
        before: DecimalText,
        after: DecimalText,
      }),
      { maxItems: 1_000 },
    ),
    /** Why a second person is asked before the ledger is told. */
    approval: Type.Optional(
      closed({ writtenOff: DecimalText, limit: DecimalText, sentence: paragraph(1_000) }),
    ),
  },
  { $id: 'MatchPreview' },
);
export type MatchPreview = Static<typeof MatchPreview>;

const examples = {
  'one line for one item': {
    matches: [
      {
        bankEntry: EXAMPLE_IDS.bankEntry,
        allocations: [{ openItem: EXAMPLE_IDS.openItem, amount: '1190.00' }],
        differences: [],
        version: 1,
      },
    ],
  },
};

const refusals = [
  'not_found',
  'unacceptable_match',
  'already_claimed',
  'version_conflict',
] as const;

export const createMatches = endpoint({
  method: 'POST',
  path: '/v1/match-batches',
  operationId: 'createMatches',
  tag: 'Receivables',
  summary: 'Match several bank entries at once',
  description:
    'All matches are made, or none. They count in their order: the second on an item finds what ' +
    'the first left. Each becomes a document of its own in the ledger. `errors` begin with the ' +
    'place of the match: `/matches/1/allocations/0/amount`. Who was quicker is named.',
  permission: 'receivables:match',
  audit: { action: 'match.created', subject: 'matchId' },
  idempotency: 'required',
  bodies: {
    'application/json': { kind: 'json', schema: NewMatches, bytesMax: JSON_BYTES_MAX, examples },
  },
  replies: {
    201: {
      description: 'Matched; the ledger is told, after approval where one is needed.',
      body: MadeMatches,
      example: { matches: [exampleMatch] },
      headers: ['Idempotent-Replayed'],
    },
  },
  problems: refusals,
});

export const previewMatches = endpoint({
  method: 'POST',
  path: '/v1/match-previews',
  operationId: 'previewMatches',
  tag: 'Receivables',
  summary: 'Show what matches would do',
  description: 'Changes nothing: the postings as they would be sent, what would be left, who asks.',
  permission: 'receivables:match',
  audit: { none: 'A preview has no effect; the match itself is recorded.' },
  idempotency: { none: 'It changes nothing.' },
  bodies: {
    'application/json': { kind: 'json', schema: NewMatches, bytesMax: JSON_BYTES_MAX, examples },
  },
  replies: {
    200: {
      description: 'What would happen.',
      body: closed({ matches: Type.Array(MatchPreview, { maxItems: MATCHES_MAX }) }),
      example: {
        matches: [
          {
            bankEntry: EXAMPLE_IDS.bankEntry,
            legalEntity: 'DE01',
            customer: 'C10042',
            party: 'Nordlicht Handels GmbH',
            posting: {
              connection: 'sap-s4hana',
              title: 'SAP S/4HANA',
              day: '2026-04-28',
              currency: 'EUR',
              lines: [
                { account: '1800', name: 'House bank', side: 'debit', amount: '1190.00' },
                { account: 'C10042', side: 'credit', amount: '1190.00', text: '2026-00417' },
              ],
            },
            left: { amount: '0.00', currency: 'EUR' },
            items: [
              {
                openItem: EXAMPLE_IDS.openItem,
                number: '2026-00417',
                before: '1190.00',
                after: '0.00',
              },
            ],
          },
        ],
      },
    },
  },
  problems: refusals,
});

export const reverseMatches = endpoint({
  method: 'POST',
  path: '/v1/match-reversals',
  operationId: 'reverseMatches',
  tag: 'Receivables',
  summary: 'Take several matches back at once',
  description:
    'All of them, or none. What was posted is reversed in the ledger first; what still waited for ' +
    'approval was never posted, and is only given back.',
  permission: 'receivables:match',
  audit: { action: 'match.reversed', subject: 'matchId' },
  idempotency: 'required',
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({
        matches: Type.Array(idText('MatchId'), { minItems: 1, maxItems: MATCHES_MAX }),
        reason: Reason,
      }),
      bytesMax: JSON_BYTES_MAX,
      examples: {
        reversal: { matches: [EXAMPLE_IDS.match], reason: 'The payment was for another invoice.' },
      },
    },
  },
  replies: {
    200: {
      description: 'Taken back.',
      body: MadeMatches,
      example: {
        matches: [
          {
            ...exampleMatch,
            status: 'reversed',
            reversedBy: 'ana@example.com',
            reversedAt: '2026-04-29T10:00:00.000Z',
            reversalReason: 'The payment was for another invoice.',
            version: 2,
          },
        ],
      },
      headers: ['Idempotent-Replayed'],
    },
  },
  problems: ['not_found', 'action_not_possible'],
});

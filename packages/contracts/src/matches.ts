/**
 * A match: which open items a bank entry pays. The database refuses to claim one cent twice.
 *
 * The money of the entry is spent exactly: Σ allocations + Σ on-account − Σ write-offs is at most
 * what is open of it. A split is several allocations; taking back is a reversal, never a deletion.
 */

import { Currency, DecimalText, idText, InstantText, LegalEntityCode, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_IDS, exampleMatch } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed, idParams, Reason, Version } from './wire.ts';

export const Allocation = closed(
  {
    openItem: idText('OpenItemId'),
    /** In the entry's currency; negative where a credit note is taken into account. */
    amount: DecimalText,
  },
  { $id: 'Allocation' },
);
export type Allocation = Static<typeof Allocation>;

export const Difference = closed(
  {
    kind: Type.Enum(['write-off', 'on-account'], {
      description:
        'write-off: what the customer paid short is given up; on-account: what they paid beyond ' +
        'stays on their account.',
    }),
    amount: DecimalText,
    reason: Reason,
  },
  { $id: 'Difference' },
);
export type Difference = Static<typeof Difference>;

/** One entry may pay a year of small invoices; beyond that it is split by the payer's own lists. */
const ALLOCATIONS_MAX = 1_000;
const DIFFERENCES_MAX = 10;

const spending = {
  bankEntry: idText('BankEntryId'),
  allocations: Type.Array(Allocation, { maxItems: ALLOCATIONS_MAX }),
  differences: Type.Array(Difference, { maxItems: DIFFERENCES_MAX }),
};

export const Match = closed(
  {
    id: idText('MatchId'),
    ...spending,
    currency: Currency,
    legalEntity: LegalEntityCode,
    status: Type.Enum(['effective', 'reversed']),
    /** The person or application that matched, or `rule:<name>`. */
    by: text(200),
    at: InstantText,
    reversedBy: Type.Optional(text(200)),
    reversedAt: Type.Optional(InstantText),
    reversalReason: Type.Optional(Reason),
    /** The transaction that tells the ledger. */
    transaction: Type.Optional(idText('TransactionId')),
    /** Of a write-off above the limit of its legal entity. */
    approval: Type.Optional(
      closed({
        state: Type.Enum(['asked', 'approved', 'declined', 'withdrawn'], {
          description: 'asked: money and items are held, and the ledger is not told yet.',
        }),
        by: Type.Optional(text(200)),
        at: Type.Optional(InstantText),
      }),
    ),
    version: Version,
  },
  { $id: 'Match' },
);
export type Match = Static<typeof Match>;

export const NewMatch = closed(
  { ...spending, /** Of the bank entry. */ version: Version },
  { $id: 'NewMatch' },
);
export type NewMatch = Static<typeof NewMatch>;

export const createMatch = endpoint({
  method: 'POST',
  path: '/v1/matches',
  operationId: 'createMatch',
  tag: 'Receivables',
  summary: 'Match a bank entry with open items',
  description:
    'Claims the amounts at once and tells the ledger in order. Amounts are in the currency of ' +
    'the entry. A write-off needs its reason; above the limit of the legal entity the ledger is ' +
    'told when a second person approved it.',
  permission: 'receivables:match',
  audit: { action: 'match.created', subject: 'matchId' },
  idempotency: 'required',
  bodies: {
    'application/json': {
      kind: 'json',
      schema: NewMatch,
      bytesMax: JSON_BYTES_MAX,
      examples: {
        'pays exactly': {
          bankEntry: EXAMPLE_IDS.bankEntry,
          allocations: [{ openItem: EXAMPLE_IDS.openItem, amount: '1190.00' }],
          differences: [],
          version: 1,
        },
        'pays two cents short': {
          bankEntry: EXAMPLE_IDS.bankEntry,
          allocations: [{ openItem: EXAMPLE_IDS.openItem, amount: '1190.02' }],
          differences: [{ kind: 'write-off', amount: '0.02', reason: 'Rounding of the payer.' }],
          version: 1,
        },
      },
    },
  },
  replies: {
    201: {
      description: 'Matched; the ledger is told.',
      body: Match,
      example: exampleMatch,
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['not_found', 'unacceptable_match', 'already_claimed', 'version_conflict'],
});

export const reverseMatch = endpoint({
  method: 'POST',
  path: '/v1/matches/{matchId}/reversal',
  operationId: 'reverseMatch',
  tag: 'Receivables',
  summary: 'Take a match back',
  description: 'The entry and the items are open again, and the ledger posting is reversed.',
  permission: 'receivables:match',
  audit: { action: 'match.reversed', subject: 'matchId' },
  idempotency: 'required',
  params: idParams('matchId', 'MatchId'),
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({ reason: Reason }),
      bytesMax: JSON_BYTES_MAX,
      examples: { reversal: { reason: 'The payment was for another invoice.' } },
    },
  },
  replies: {
    200: {
      description: 'Taken back.',
      body: Match,
      example: {
        ...exampleMatch,
        status: 'reversed',
        reversedBy: 'ana@example.com',
        reversedAt: '2026-04-29T10:00:00.000Z',
        reversalReason: 'The payment was for another invoice.',
        version: 2,
      },
      headers: ['Idempotent-Replayed'],
    },
  },
  problems: ['not_found', 'action_not_possible'],
});

export const listMatches = endpoint({
  method: 'GET',
  path: '/v1/matches',
  operationId: 'listMatches',
  tag: 'Receivables',
  summary: 'List matches',
  description: 'Newest first.',
  permission: 'receivables:read',
  audit: { none: 'Matches name amounts and documents, no bank data.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    status: Type.Optional(Type.Enum(['effective', 'reversed'])),
    legalEntity: Type.Optional(LegalEntityCode),
    bankEntry: Type.Optional(idText('BankEntryId')),
    openItem: Type.Optional(idText('OpenItemId')),
  }),
  replies: {
    200: {
      description: 'One page of matches.',
      body: pageOf(Match),
      example: { items: [exampleMatch] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

export const getMatch = endpoint({
  method: 'GET',
  path: '/v1/matches/{matchId}',
  operationId: 'getMatch',
  tag: 'Receivables',
  summary: 'Read a match',
  description: 'Who matched what, and whether it was taken back.',
  permission: 'receivables:read',
  audit: { none: 'A match names amounts and documents, no bank data.' },
  idempotency: { none: 'Reading.' },
  params: idParams('matchId', 'MatchId'),
  replies: { 200: { description: 'The match.', body: Match, example: exampleMatch } },
  problems: ['not_found'],
});

/**
 * A refusal: a person's word that a receipt does not pay certain items. The rules neither suggest
 * it again nor match it by themselves; other items, and these with others, they may.
 */

import { idText, InstantText, LegalEntityCode, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_IDS } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed, idParams } from './wire.ts';

const refused = {
  bankEntry: idText('BankEntryId'),
  /** All items of what was suggested, in any order. */
  openItems: Type.Array(idText('OpenItemId'), { minItems: 1, maxItems: 1_000 }),
};

export const MatchRefusal = closed(
  {
    id: idText('MatchRefusalId'),
    ...refused,
    legalEntity: LegalEntityCode,
    by: text(200),
    at: InstantText,
  },
  { $id: 'MatchRefusal' },
);
export type MatchRefusal = Static<typeof MatchRefusal>;

const example = {
  id: EXAMPLE_IDS.matchRefusal,
  bankEntry: EXAMPLE_IDS.bankEntry,
  openItems: [EXAMPLE_IDS.openItem],
  legalEntity: 'DE01',
  by: 'ana@example.com',
  at: '2026-04-29T09:00:00.000Z',
};

export const createMatchRefusal = endpoint({
  method: 'POST',
  path: '/v1/match-refusals',
  operationId: 'createMatchRefusal',
  tag: 'Receivables',
  summary: 'Refuse a suggestion',
  description:
    'The entry does not pay these items together: it is not suggested again, whatever rule finds ' +
    'it, and no rule matches it by itself. People may still match them. Refused already, it stays as ' +
    'it is, with who refused it first.',
  permission: 'receivables:match',
  audit: { action: 'match.refused', subject: 'bankEntryId' },
  idempotency: 'required',
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed(refused),
      bytesMax: JSON_BYTES_MAX,
      examples: {
        refusal: { bankEntry: EXAMPLE_IDS.bankEntry, openItems: [EXAMPLE_IDS.openItem] },
      },
    },
  },
  replies: {
    201: {
      description: 'It is not suggested again.',
      body: MatchRefusal,
      example,
      headers: ['Idempotent-Replayed'],
    },
  },
  problems: ['not_found'],
});

export const deleteMatchRefusal = endpoint({
  method: 'DELETE',
  path: '/v1/match-refusals/{refusalId}',
  operationId: 'deleteMatchRefusal',
  tag: 'Receivables',
  summary: 'Take a refusal back',
  description: 'The rules may suggest it again.',
  permission: 'receivables:match',
  audit: { action: 'match.refusal_withdrawn', subject: 'bankEntryId' },
  idempotency: { none: 'Taking it back twice finds nothing the second time.' },
  params: idParams('refusalId', 'MatchRefusalId'),
  replies: { 204: { description: 'Taken back.' } },
  problems: ['not_found'],
});

export const listMatchRefusals = endpoint({
  method: 'GET',
  path: '/v1/match-refusals',
  operationId: 'listMatchRefusals',
  tag: 'Receivables',
  summary: 'List refused suggestions',
  description: 'Newest first.',
  permission: 'receivables:read',
  audit: { none: 'Refusals name ids alone.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    legalEntity: Type.Optional(LegalEntityCode),
    bankEntry: Type.Optional(idText('BankEntryId')),
  }),
  replies: {
    200: {
      description: 'One page of refusals.',
      body: pageOf(MatchRefusal),
      example: { items: [example] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

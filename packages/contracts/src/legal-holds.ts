/**
 * Legal holds: what must not be deleted while a lawsuit, an audit or an authority may ask for it,
 * however long ago its term ended. One person places a hold; two end it.
 */

import {
  CustomerNumber,
  idText,
  InstantText,
  LegalEntityCode,
  paragraph,
  text,
} from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed, idParams, Person, ProcessName, Reason, SecondDecision, Version } from './wire.ts';

/** What is named must all be so; what is not named is not asked for. Nothing named: everything. */
export const HoldScope = closed(
  {
    /** All legal entities unless said. */
    legalEntity: Type.Optional(LegalEntityCode),
    process: Type.Optional(ProcessName),
    customer: Type.Optional(CustomerNumber),
    /** Accepted then or later. */
    acceptedFrom: Type.Optional(InstantText),
    /** Accepted before. */
    acceptedTo: Type.Optional(InstantText),
  },
  { $id: 'HoldScope' },
);
export type HoldScope = Static<typeof HoldScope>;

const chosen = {
  /** What others call the matter: a file number of the court, of counsel, of the audit. */
  reference: text(200),
  reason: Reason,
  scope: HoldScope,
};

export const NewLegalHold = closed(chosen, { $id: 'NewLegalHold' });
export type NewLegalHold = Static<typeof NewLegalHold>;

const decidedBy = { by: text(200), at: InstantText, reason: Reason };
const HoldStatus = Type.Enum(['in_force', 'release_asked', 'released'], {
  description: 'release_asked: still in force, until a second person agrees.',
});

export const LegalHold = closed(
  {
    id: idText('LegalHoldId'),
    ...chosen,
    /** What it keeps, in words. */
    sentence: paragraph(500),
    status: HoldStatus,
    placedBy: text(200),
    placedAt: InstantText,
    /** Who wants it to end. */
    releaseAsked: Type.Optional(closed(decidedBy)),
    /** Who agreed. */
    released: Type.Optional(closed(decidedBy)),
    /** What everybody named here is called. */
    people: Type.Array(Person, { maxItems: 3 }),
    version: Version,
  },
  { $id: 'LegalHold' },
);
export type LegalHold = Static<typeof LegalHold>;

const exampleChoice = {
  reference: '312 O 117/26',
  reason: 'Muster GmbH contests its invoices of 2025 in court.',
  scope: {
    legalEntity: 'DE01',
    customer: 'C10042',
    acceptedFrom: '2025-01-01T00:00:00.000Z',
    acceptedTo: '2026-01-01T00:00:00.000Z',
  },
};

export const exampleLegalHold = {
  id: EXAMPLE_IDS.legalHold,
  ...exampleChoice,
  sentence:
    'Everything of legal entity DE01, of customer C10042, accepted from 2025-01-01 until before ' +
    '2026-01-01 (UTC).',
  status: 'in_force',
  placedBy: 'ana@example.com',
  placedAt: EXAMPLE_TIME,
  people: [{ id: 'ana@example.com', name: 'Ana Lindqvist' }],
  version: 1,
};

const exampleAsked = {
  ...exampleLegalHold,
  status: 'release_asked',
  releaseAsked: { by: 'ana@example.com', at: EXAMPLE_TIME, reason: 'The suit was withdrawn.' },
  version: 2,
};

const exampleReleased = {
  ...exampleAsked,
  status: 'released',
  released: { by: 'ben@example.com', at: EXAMPLE_TIME, reason: 'Counsel confirmed it.' },
  people: [...exampleLegalHold.people, { id: 'ben@example.com', name: 'Ben Okafor' }],
  version: 3,
};

const params = idParams('holdId', 'LegalHoldId');

export const placeLegalHold = endpoint({
  method: 'POST',
  path: '/v1/legal-holds',
  operationId: 'placeLegalHold',
  tag: 'Governance',
  summary: 'Place a legal hold',
  description:
    'Counts at once. What it covers cannot be changed afterwards: place another one, then have ' +
    'the first released. A hold of no legal entity covers all of them, and can be placed by who ' +
    'may act for all of them.',
  permission: 'retention:write',
  audit: { action: 'legal_hold.placed', subject: 'holdId' },
  idempotency: 'required',
  bodies: {
    'application/json': {
      kind: 'json',
      schema: NewLegalHold,
      bytesMax: JSON_BYTES_MAX,
      examples: { lawsuit: exampleChoice },
    },
  },
  replies: {
    201: {
      description: 'In force.',
      body: LegalHold,
      example: exampleLegalHold,
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['invalid_request', 'legal_entity_forbidden'],
});

export const listLegalHolds = endpoint({
  method: 'GET',
  path: '/v1/legal-holds',
  operationId: 'listLegalHolds',
  tag: 'Governance',
  summary: 'List legal holds',
  description: 'Newest first, released ones included: a hold is never deleted.',
  permission: 'retention:read',
  audit: { none: 'References and reasons; no financial data.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    status: Type.Optional(HoldStatus),
    legalEntity: Type.Optional(LegalEntityCode),
  }),
  replies: {
    200: {
      description: 'One page of holds.',
      body: pageOf(LegalHold),
      example: { items: [exampleLegalHold] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

export const getLegalHold = endpoint({
  method: 'GET',
  path: '/v1/legal-holds/{holdId}',
  operationId: 'getLegalHold',
  tag: 'Governance',
  summary: 'Read a legal hold',
  description: 'What it covers, who placed it and why, and who wants it to end.',
  permission: 'retention:read',
  audit: { none: 'References and reasons; no financial data.' },
  idempotency: { none: 'Reading.' },
  params,
  replies: { 200: { description: 'The hold.', body: LegalHold, example: exampleLegalHold } },
  problems: ['not_found'],
});

export const askHoldRelease = endpoint({
  method: 'POST',
  path: '/v1/legal-holds/{holdId}/release',
  operationId: 'askHoldRelease',
  tag: 'Governance',
  summary: 'Ask for the release of a legal hold',
  description: 'It stays in force until a second person agrees.',
  permission: 'retention:write',
  audit: { action: 'legal_hold.release_asked', subject: 'holdId' },
  idempotency: { none: 'The version lets it happen once.' },
  params,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({ reason: Reason, version: Version }),
      bytesMax: JSON_BYTES_MAX,
      examples: { over: { reason: 'The suit was withdrawn.', version: 1 } },
    },
  },
  replies: { 200: { description: 'Asked for.', body: LegalHold, example: exampleAsked } },
  problems: ['not_found', 'version_conflict', 'action_not_possible', 'legal_entity_forbidden'],
});

export const decideHoldRelease = endpoint({
  method: 'POST',
  path: '/v1/legal-holds/{holdId}/decision',
  operationId: 'decideHoldRelease',
  tag: 'Governance',
  summary: 'Approve or decline the release of a legal hold',
  description:
    'By another person than the one who asked for it. Declined, the hold is in force as before.',
  permission: 'approvals:decide',
  audit: { action: 'legal_hold.release_decided', subject: 'holdId' },
  idempotency: { none: 'The version lets it happen once.' },
  params,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: SecondDecision,
      bytesMax: JSON_BYTES_MAX,
      examples: {
        approve: { decision: 'approve', reason: 'Counsel confirmed it.', version: 2 },
      },
    },
  },
  replies: { 200: { description: 'Decided.', body: LegalHold, example: exampleReleased } },
  problems: [
    'not_found',
    'version_conflict',
    'action_not_possible',
    'legal_entity_forbidden',
    'four_eyes_required',
  ],
});

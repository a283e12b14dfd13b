/**
 * The deletion of records whose term is over: one person asks for a month of a legal entity,
 * another one agrees, and a certificate says what went. What a hold or anything else keeps by then
 * stays, whoever agreed.
 */

import { Day, idText, InstantText, LegalEntityCode, MoneyWire, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { RecordMonthName } from './record-months.ts';
import { closed, idParams, Person, Reason, SecondDecision, Version } from './wire.ts';

const Count = Type.Integer({ minimum: 0 });

/** Control totals of records. */
export const RecordSums = closed(
  {
    records: Count,
    /** Of these, accepted in other months: they explain those of the month, and go with them. */
    ofOtherMonths: Count,
    /** Per currency; one without a total is of documents without an amount. */
    totals: Type.Array(closed({ count: Count, total: Type.Optional(MoneyWire) }), {
      maxItems: 200,
    }),
    oldestAt: Type.Optional(InstantText),
    newestAt: Type.Optional(InstantText),
  },
  { $id: 'RecordSums' },
);
export type RecordSums = Static<typeof RecordSums>;

const Term = closed({
  years: Type.Integer({ minimum: 0 }),
  yearEndsInMonth: Type.Integer({ minimum: 1, maximum: 12 }),
});

export const RecordCertificate = closed(
  {
    deletion: idText('RecordDeletionId'),
    month: RecordMonthName,
    legalEntity: LegalEntityCode,
    outcome: Type.Enum(['done', 'expired', 'stopped'], {
      description:
        'expired: its time was over before all of it went; stopped: a restore came in between.',
    }),
    /** In force when it was asked for. */
    term: Term,
    /** Records whose last day is before it were past their term. */
    dueBefore: Day,
    reason: Reason,
    askedBy: text(200),
    askedAt: InstantText,
    approvedBy: text(200),
    approvedAt: InstantText,
    approvalReason: Reason,
    /** What was meant when it was asked for. */
    meant: RecordSums,
    /** What went. The rest is kept: something kept it by then. */
    went: RecordSums,
    /** Rows that went, by table. */
    rows: Type.Record(Type.String({ pattern: '^[a-z_]+$' }), Count),
    digest: closed({
      algorithm: Type.Literal('SHA-256'),
      /** Of a line for each record: its id, a space, its fingerprint; sorted by id. */
      value: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    }),
  },
  { $id: 'RecordCertificate' },
);
export type RecordCertificate = Static<typeof RecordCertificate>;

const DeletionStatus = Type.Enum(['asked', 'approved', 'declined', 'done', 'expired', 'stopped'], {
  description:
    'asked: a second person has to agree; approved: it is carried out; done, expired, stopped: ' +
    'it ended, and a certificate says what went if somebody had agreed.',
});

export const NewRecordDeletion = closed(
  { month: RecordMonthName, legalEntity: LegalEntityCode, reason: Reason },
  { $id: 'NewRecordDeletion' },
);
export type NewRecordDeletion = Static<typeof NewRecordDeletion>;

export const RecordDeletion = closed(
  {
    id: idText('RecordDeletionId'),
    month: RecordMonthName,
    legalEntity: LegalEntityCode,
    reason: Reason,
    status: DeletionStatus,
    askedBy: text(200),
    askedAt: InstantText,
    /** Whatever has not gone by then stays. */
    expiresAt: InstantText,
    term: Term,
    dueBefore: Day,
    meant: RecordSums,
    decided: Type.Optional(closed({ by: text(200), at: InstantText, reason: Reason })),
    /** So far. */
    went: RecordSums,
    endedAt: Type.Optional(InstantText),
    certificate: Type.Optional(RecordCertificate),
    /** What everybody named here is called. */
    people: Type.Array(Person, { maxItems: 2 }),
    version: Version,
  },
  { $id: 'RecordDeletion' },
);
export type RecordDeletion = Static<typeof RecordDeletion>;

const exampleSums = {
  records: 41_200,
  ofOtherMonths: 1_904,
  totals: [{ count: 41_200, total: { amount: '48790211.14', currency: 'EUR' } }],
  oldestAt: '2015-10-02T07:11:09.201Z',
  newestAt: '2015-11-30T23:58:02.004Z',
};
const NOTHING = { records: 0, ofOtherMonths: 0, totals: [] };
const exampleTerm = { years: 10, yearEndsInMonth: 12 };

export const exampleRecordDeletion = {
  id: EXAMPLE_IDS.recordDeletion,
  month: '2015-11',
  legalEntity: 'DE01',
  reason: 'The ten years of 2015 are over, and its audit is closed.',
  status: 'asked',
  askedBy: 'ana@example.com',
  askedAt: EXAMPLE_TIME,
  expiresAt: '2026-04-03T08:15:30.000Z',
  term: exampleTerm,
  dueBefore: '2016-01-01',
  meant: exampleSums,
  went: NOTHING,
  people: [{ id: 'ana@example.com', name: 'Ana Lindqvist' }],
  version: 1,
};

const exampleDecided = {
  ...exampleRecordDeletion,
  status: 'approved',
  decided: { by: 'ben@example.com', at: EXAMPLE_TIME, reason: 'Agreed with tax and legal.' },
  people: [...exampleRecordDeletion.people, { id: 'ben@example.com', name: 'Ben Okafor' }],
  version: 2,
};

const exampleDone = {
  ...exampleDecided,
  status: 'done',
  went: exampleSums,
  endedAt: EXAMPLE_TIME,
  certificate: {
    deletion: EXAMPLE_IDS.recordDeletion,
    month: '2015-11',
    legalEntity: 'DE01',
    outcome: 'done',
    term: exampleTerm,
    dueBefore: '2016-01-01',
    reason: exampleRecordDeletion.reason,
    askedBy: 'ana@example.com',
    askedAt: EXAMPLE_TIME,
    approvedBy: 'ben@example.com',
    approvedAt: EXAMPLE_TIME,
    approvalReason: 'Agreed with tax and legal.',
    meant: exampleSums,
    went: exampleSums,
    rows: { transaction: 41_200, transaction_message: 164_800, delivery: 123_600 },
    digest: {
      algorithm: 'SHA-256',
      value: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
  },
  version: 3,
};

const params = idParams('deletionId', 'RecordDeletionId');

export const askRecordDeletion = endpoint({
  method: 'POST',
  path: '/v1/record-deletions',
  operationId: 'askRecordDeletion',
  tag: 'Governance',
  summary: 'Ask for the deletion of the records of a month',
  description:
    'Of one legal entity, and only what is due now: `meant` says how much that is, and each record ' +
    'is written down by its id. What is linked to it in other months goes with it. Nothing goes ' +
    'until a second person agrees, within 72 hours; a month with many records takes its time to ' +
    'ask for. What went cannot be brought back.',
  permission: 'records:delete',
  audit: { action: 'records.deletion_asked', subject: 'deletionId' },
  idempotency: 'required',
  bodies: {
    'application/json': {
      kind: 'json',
      schema: NewRecordDeletion,
      bytesMax: JSON_BYTES_MAX,
      examples: {
        month: {
          month: '2015-11',
          legalEntity: 'DE01',
          reason: exampleRecordDeletion.reason,
        },
      },
    },
  },
  replies: {
    201: {
      description: 'Asked for.',
      body: RecordDeletion,
      example: exampleRecordDeletion,
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['invalid_request', 'legal_entity_forbidden', 'action_not_possible'],
});

export const listRecordDeletions = endpoint({
  method: 'GET',
  path: '/v1/record-deletions',
  operationId: 'listRecordDeletions',
  tag: 'Governance',
  summary: 'List deletions of records',
  description: 'Newest first, with their certificates: a request is never deleted.',
  permission: 'retention:read',
  audit: { none: 'Counts, sums and reasons.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    status: Type.Optional(DeletionStatus),
    legalEntity: Type.Optional(LegalEntityCode),
    month: Type.Optional(RecordMonthName),
  }),
  replies: {
    200: {
      description: 'One page of deletions.',
      body: pageOf(RecordDeletion),
      example: { items: [exampleDone] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

export const getRecordDeletion = endpoint({
  method: 'GET',
  path: '/v1/record-deletions/{deletionId}',
  operationId: 'getRecordDeletion',
  tag: 'Governance',
  summary: 'Read a deletion of records',
  description: 'Who asked and who agreed, what went so far, and in the end the certificate.',
  permission: 'retention:read',
  audit: { none: 'Counts, sums and reasons.' },
  idempotency: { none: 'Reading.' },
  params,
  replies: { 200: { description: 'The deletion.', body: RecordDeletion, example: exampleDone } },
  problems: ['not_found'],
});

export const decideRecordDeletion = endpoint({
  method: 'POST',
  path: '/v1/record-deletions/{deletionId}/decision',
  operationId: 'decideRecordDeletion',
  tag: 'Governance',
  summary: 'Approve or decline a deletion of records',
  description:
    'By another person than the one who asked for it. Approved, it begins within seconds and ' +
    'cannot be taken back; a legal hold that is placed meanwhile keeps what has not gone yet.',
  permission: 'approvals:decide',
  audit: { action: 'records.deletion_decided', subject: 'deletionId' },
  idempotency: { none: 'The version lets it happen once.' },
  params,
  bodies: {
    'application/json': {
      kind: 'json',
      schema: SecondDecision,
      bytesMax: JSON_BYTES_MAX,
      examples: {
        approve: { decision: 'approve', reason: 'Agreed with tax and legal.', version: 1 },
      },
    },
  },
  replies: { 200: { description: 'Decided.', body: RecordDeletion, example: exampleDecided } },
  problems: [
    'not_found',
    'version_conflict',
    'action_not_possible',
    'legal_entity_forbidden',
    'four_eyes_required',
  ],
});

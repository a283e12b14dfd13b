/**
 * A bank file: what a bank delivered, byte by byte. It is booked whole or not at all; what cannot
 * be proved is quarantined with its reasons, and what came before is recognised by its bytes.
 */

import { idText, InstantText, LegalEntityCode, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { BANK_FILE_BYTES_MAX, endpoint } from './endpoint.ts';
import { exampleBankFile } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed, DefectWire, fromTo, idParams } from './wire.ts';

export const BankFileStatus = Type.Enum(['received', 'booked', 'waiting', 'quarantined'], {
  description:
    'received: kept, not read yet; booked: every entry of it is; waiting: a statement before it ' +
    'is missing; quarantined: nothing of it is booked, see `reasons`.',
});
export type BankFileStatus = Static<typeof BankFileStatus>;

export const BankFile = closed(
  {
    id: idText('BankFileId'),
    status: BankFileStatus,
    /** `camt.053.001.08`, `MT940`; absent until it is read. */
    format: Type.Optional(text(40)),
    bytes: Type.Integer({ minimum: 0 }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    receivedAt: InstantText,
    statements: Type.Integer({ minimum: 0 }),
    entries: Type.Integer({ minimum: 0 }),
    /** Whose accounts are in it, as far as it was read. */
    legalEntities: Type.Array(LegalEntityCode, { maxItems: 1_000 }),
    reasons: Type.Array(DefectWire, { maxItems: 100 }),
  },
  { $id: 'BankFile' },
);
export type BankFile = Static<typeof BankFile>;

const FILE_BODY = {
  kind: 'stream',
  bytesMax: BANK_FILE_BYTES_MAX,
  description: 'camt.052/053/054, MT940 or MT942 as the bank wrote it; recognised by its content.',
} as const;

export const createBankFile = endpoint({
  method: 'POST',
  path: '/v1/bank-files',
  operationId: 'createBankFile',
  tag: 'Bank',
  summary: 'Hand over a bank file',
  description:
    'The file is streamed, proved (opening balance plus entries is closing balance, control ' +
    'totals agree, no gap and no overlap) and booked whole or not at all.',
  permission: 'bank:write',
  audit: { action: 'bank_file.received', subject: 'bankFileId' },
  idempotency: 'required',
  headers: ['Prefer'],
  bodies: {
    'application/xml': FILE_BODY,
    'text/plain': FILE_BODY,
    'application/octet-stream': FILE_BODY,
  },
  replies: {
    200: {
      description: 'These very bytes were here before: this is the file that holds them.',
      body: BankFile,
      example: exampleBankFile,
      headers: ['Location', 'Idempotent-Replayed'],
    },
    201: {
      description: 'Read to its end; `status` says whether it is booked, waits or is quarantined.',
      body: BankFile,
      example: exampleBankFile,
      headers: ['Location', 'Idempotent-Replayed'],
    },
    202: {
      description: 'Kept and durable; it is read later.',
      body: BankFile,
      example: { ...exampleBankFile, status: 'received', statements: 0, entries: 0 },
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['unacceptable_file', 'legal_entity_forbidden', 'too_many_bank_files'],
});

export const listBankFiles = endpoint({
  method: 'GET',
  path: '/v1/bank-files',
  operationId: 'listBankFiles',
  tag: 'Bank',
  summary: 'List bank files',
  description: 'Newest first.',
  permission: 'bank:read',
  audit: { none: 'The list names files and counts, no bank data.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    status: Type.Optional(BankFileStatus),
    legalEntity: Type.Optional(LegalEntityCode),
    ...fromTo,
  }),
  replies: {
    200: {
      description: 'One page of bank files.',
      body: pageOf(BankFile),
      example: { items: [exampleBankFile] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

export const getBankFile = endpoint({
  method: 'GET',
  path: '/v1/bank-files/{bankFileId}',
  operationId: 'getBankFile',
  tag: 'Bank',
  summary: 'Read a bank file’s state',
  description: 'What became of it, and for a quarantined file why.',
  permission: 'bank:read',
  audit: { none: 'It names counts and reasons, no bank data.' },
  idempotency: { none: 'Reading.' },
  params: idParams('bankFileId', 'BankFileId'),
  replies: { 200: { description: 'The bank file.', body: BankFile, example: exampleBankFile } },
  problems: ['not_found'],
});

/** A bank statement: one account over one period, with the proof that its entries add up. */

import { Balance, BankAccount, Day, idText, LegalEntityCode, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { EXAMPLE_IDS } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed } from './wire.ts';

export const BankStatementStatus = Type.Enum(['booked', 'waiting', 'information'], {
  description:
    'waiting: a statement before it is missing; information: a report without balances to prove.',
});

export const BankStatement = closed(
  {
    id: idText('BankStatementId'),
    bankFile: idText('BankFileId'),
    legalEntity: LegalEntityCode,
    account: BankAccount,
    status: BankStatementStatus,
    /** The bank's own id of it [Stmt/Id]. */
    number: text(140),
    sequenceNumber: Type.Optional(text(35)),
    fromDay: Type.Optional(Day),
    toDay: Type.Optional(Day),
    opening: Type.Optional(Balance),
    closing: Type.Optional(Balance),
    entries: Type.Integer({ minimum: 0 }),
    /** Entries of it that nothing is matched with yet, or not wholly. */
    entriesOpen: Type.Integer({ minimum: 0 }),
  },
  { $id: 'BankStatement' },
);
export type BankStatement = Static<typeof BankStatement>;

export const listBankStatements = endpoint({
  method: 'GET',
  path: '/v1/bank-statements',
  operationId: 'listBankStatements',
  tag: 'Bank',
  summary: 'List bank statements',
  description: 'Latest day first.',
  permission: 'bank:read',
  audit: { action: 'bank_statements.read', subject: 'legalEntity' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    status: Type.Optional(BankStatementStatus),
    legalEntity: Type.Optional(LegalEntityCode),
    account: Type.Optional(text(70)),
    bankFile: Type.Optional(idText('BankFileId')),
  }),
  replies: {
    200: {
      description: 'One page of bank statements.',
      body: pageOf(BankStatement),
      example: {
        items: [
          {
            id: EXAMPLE_IDS.bankStatement,
            bankFile: EXAMPLE_IDS.bankFile,
            legalEntity: 'DE01',
            account: { iban: 'DE02120300000000202051', currency: 'EUR' },
            status: 'booked',
            number: 'STMT-2026-119',
            sequenceNumber: '119',
            fromDay: '2026-04-29',
            toDay: '2026-04-29',
            entries: 42,
            entriesOpen: 3,
          },
        ],
      },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

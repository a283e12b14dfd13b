/** A bank entry: one booked movement on one of our accounts, and how much of it is matched. */

import {
  Counterparty,
  Day,
  Direction,
  idText,
  LegalEntityCode,
  MoneyWire,
  paragraph,
  text,
} from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { exampleBankEntry } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed, Version } from './wire.ts';

export const BankEntryStatus = Type.Enum(['open', 'partly', 'matched'], {
  description: 'open: nothing of it is matched; partly: some is; matched: all of it is.',
});

export const BankEntry = closed(
  {
    id: idText('BankEntryId'),
    bankStatement: idText('BankStatementId'),
    legalEntity: LegalEntityCode,
    /** IBAN, or the bank's number, of our account. */
    account: text(70),
    /** Place in its statement, from 1. */
    position: Type.Integer({ minimum: 1 }),
    /** Unsigned; `direction` says which way. */
    amount: MoneyWire,
    /** What of it is not matched yet, in the same currency. */
    open: MoneyWire,
    direction: Direction,
    /** It takes back an earlier entry: a returned payment. */
    reversal: Type.Boolean(),
    bookingDay: Day,
    valueDay: Type.Optional(Day),
    counterparty: Type.Optional(Counterparty),
    remittance: Type.Optional(Type.Array(paragraph(2_000), { maxItems: 100 })),
    structuredReferences: Type.Optional(Type.Array(text(140), { maxItems: 100 })),
    endToEndId: Type.Optional(text(35)),
    /** The bank's reference of it. */
    servicerReference: Type.Optional(text(140)),
    returnReason: Type.Optional(text(35)),
    status: BankEntryStatus,
    matches: Type.Optional(Type.Array(idText('MatchId'), { maxItems: 1_000 })),
    version: Version,
  },
  { $id: 'BankEntry' },
);
export type BankEntry = Static<typeof BankEntry>;

export const listBankEntries = endpoint({
  method: 'GET',
  path: '/v1/bank-entries',
  operationId: 'listBankEntries',
  tag: 'Bank',
  summary: 'List bank entries',
  description: 'Latest booking day first.',
  permission: 'bank:read',
  audit: { action: 'bank_entries.read', subject: 'legalEntity' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    status: Type.Optional(BankEntryStatus),
    account: Type.Optional(text(70)),
    legalEntity: Type.Optional(LegalEntityCode),
    bankStatement: Type.Optional(idText('BankStatementId')),
  }),
  replies: {
    200: {
      description: 'One page of bank entries.',
      body: pageOf(BankEntry),
      example: { items: [exampleBankEntry] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

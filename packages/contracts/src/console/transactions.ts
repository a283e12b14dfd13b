/** Where is my invoice? The list of transactions as people look through it. */

import {
  Currency,
  CustomerNumber,
  DecimalText,
  idText,
  InstantText,
  LegalEntityCode,
  MoneyWire,
  paragraph,
  text,
} from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from '../endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../examples.ts';
import { listQuery, PAGE_SIZE_MAX } from '../paging.ts';
import { closed, fromTo, ProcessName, Version } from '../wire.ts';
import { ConsoleState } from './state.ts';

export const TransactionKind = Type.Enum(['invoice', 'credit-note', 'payment', 'document']);
export type TransactionKind = Static<typeof TransactionKind>;

export const ConsoleTransactionRow = closed(
  {
    id: idText('TransactionId'),
    number: text(140),
    kind: TransactionKind,
    state: ConsoleState,
    /** Another word than the usual, where it says more: “Taken back”. */
    stateWord: Type.Optional(text(40)),
    /** Where it stands, short: “waits for SAP S/4HANA, 3 before it”. */
    standing: paragraph(300),
    process: ProcessName,
    legalEntity: LegalEntityCode,
    customer: Type.Optional(CustomerNumber),
    party: Type.Optional(text(300)),
    /** Signed: credit notes are negative. */
    amount: Type.Optional(MoneyWire),
    application: text(100),
    acceptedAt: InstantText,
    finishedAt: Type.Optional(InstantText),
    /** Still under way, and longer than is usual. */
    isLate: Type.Boolean(),
    version: Version,
  },
  { $id: 'ConsoleTransactionRow' },
);
export type ConsoleTransactionRow = Static<typeof ConsoleTransactionRow>;

/** How many there are with these filters: counted up to a limit, because nobody reads more. */
export const Total = closed({
  count: Type.Integer({ minimum: 0 }),
  /** False: there are more than that. */
  isExact: Type.Boolean(),
});
export type Total = Static<typeof Total>;
export const TOTAL_COUNTED_MAX = 10_000;

const choice = closed({ value: text(100), label: text(200) });

export const ConsoleTransactions = closed(
  {
    items: Type.Array(ConsoleTransactionRow, { maxItems: PAGE_SIZE_MAX }),
    /** Absent on the last page. */
    next_page_token: Type.Optional(Type.String()),
    /** On the first page. */
    total: Type.Optional(Total),
    /** What the filters may be set to; on the first page. */
    choices: Type.Optional(
      closed({
        processes: Type.Array(choice, { maxItems: 1_000 }),
        applications: Type.Array(choice, { maxItems: 1_000 }),
        legalEntities: Type.Array(choice, { maxItems: 1_000 }),
        currencies: Type.Array(choice, { maxItems: 1_000 }),
      }),
    ),
  },
  { $id: 'ConsoleTransactions' },
);
export type ConsoleTransactions = Static<typeof ConsoleTransactions>;

export const exampleTransactionRow = {
  id: EXAMPLE_IDS.transaction,
  number: '2026-00417',
  kind: 'invoice',
  state: 'working',
  standing: 'waits for SAP S/4HANA, 3 before it',
  process: 'create-customer-invoice',
  legalEntity: 'DE01',
  customer: 'C10042',
  party: 'Muster GmbH',
  amount: { amount: '1190.00', currency: 'EUR' },
  application: 'shop',
  acceptedAt: EXAMPLE_TIME,
  isLate: false,
  version: 1,
} as const;

export const listConsoleTransactions = endpoint({
  method: 'GET',
  path: '/v1/console/transactions',
  operationId: 'listConsoleTransactions',
  tag: 'Console',
  summary: 'Look through transactions',
  description:
    'Rows of the console’s list. `text` finds numbers, parties, customers and document numbers of ' +
    'other systems by the beginnings of their words. Amounts are compared without their sign and ' +
    'need `currency`. The first page has the total and the choices of the filters.',
  permission: 'transactions:read',
  audit: { none: 'Reading the list changes nothing and shows no bank data.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    text: Type.Optional(text(200)),
    state: Type.Optional(ConsoleState),
    kind: Type.Optional(TransactionKind),
    process: Type.Optional(ProcessName),
    legalEntity: Type.Optional(LegalEntityCode),
    customer: Type.Optional(CustomerNumber),
    application: Type.Optional(text(100)),
    currency: Type.Optional(Currency),
    amountFrom: Type.Optional(DecimalText),
    amountTo: Type.Optional(DecimalText),
    ...fromTo,
    /** Only what is still under way, and longer than is usual. */
    late: Type.Optional(Type.Boolean()),
    /** `oldest-unfinished` shows only what is under way, the oldest first. */
    sort: Type.Optional(Type.Enum(['newest', 'oldest-unfinished'])),
  }),
  replies: {
    200: {
      description: 'One page of rows.',
      body: ConsoleTransactions,
      example: {
        items: [exampleTransactionRow],
        total: { count: 1, isExact: true },
        choices: {
          processes: [{ value: 'create-customer-invoice', label: 'Create customer invoice' }],
          applications: [{ value: 'shop', label: 'Shop' }],
          legalEntities: [{ value: 'DE01', label: 'Muster Holding GmbH' }],
          currencies: [{ value: 'EUR', label: 'EUR' }],
        },
      },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden', 'invalid_request'],
});

/**
 * Reconciliation, as one screen shows it: receipts left, open items right, what the rules suggest
 * for what is selected. Amounts are signed: a credit note is open with less than nothing.
 *
 * What a person decides here goes through `/v1/matches`, `/v1/match-batches` and
 * `/v1/match-refusals`.
 */

import {
  Currency,
  CustomerNumber,
  Day,
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
import { listQuery, pageOf } from '../paging.ts';
import { closed, Version } from '../wire.ts';
import {
  exampleReconciliation,
  exampleReconciliationItem,
  exampleReconciliationLine,
} from './reconciliation-examples.ts';

/** More words than this are not a search but a paste. */
const SearchText = text(200, 'Words that begin words of it, without accents or punctuation.');

/** What a person can keep in view, and one match-batch takes. */
const LINES_SELECTED_MAX = 50;
const ITEMS_SELECTED_MAX = 200;

const lineFilters = {
  status: Type.Optional(
    Type.Enum(['unmatched', 'open', 'partly', 'matched', 'returned'], {
      description: '`unmatched` unless said: open and partly.',
    }),
  ),
  legalEntity: Type.Optional(LegalEntityCode),
  currency: Type.Optional(Currency),
  account: Type.Optional(text(70, 'Our account.')),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  amountFrom: Type.Optional(DecimalText),
  amountTo: Type.Optional(DecimalText),
  text: Type.Optional(SearchText),
};

const itemFilters = {
  customer: Type.Optional(CustomerNumber),
  itemText: Type.Optional(SearchText),
  itemAmountFrom: Type.Optional(DecimalText),
  itemAmountTo: Type.Optional(DecimalText),
  overdue: Type.Optional(Type.Boolean({ description: 'Only what was due before today.' })),
};

const shared = { legalEntity: lineFilters.legalEntity, currency: lineFilters.currency };

export const ReconciliationMatch = closed(
  {
    id: idText('MatchId'),
    amount: DecimalText,
    items: Type.Array(closed({ number: text(140), amount: DecimalText }), { maxItems: 1_000 }),
    writeOff: Type.Optional(DecimalText),
    onAccount: Type.Optional(DecimalText),
    state: Type.Enum(['waiting-for-approval', 'on-its-way', 'posted', 'being-taken-back'], {
      description: 'Where telling the ledger stands.',
    }),
    /** One sentence: by which rule, or by whom. */
    explanation: paragraph(2_000),
    by: text(200),
    at: InstantText,
    transaction: Type.Optional(idText('TransactionId')),
  },
  { $id: 'ReconciliationMatch' },
);
export type ReconciliationMatch = Static<typeof ReconciliationMatch>;

export const ReconciliationLine = closed(
  {
    id: idText('BankEntryId'),
    legalEntity: LegalEntityCode,
    /** Ours. */
    account: text(70),
    bookingDay: Day,
    valueDay: Type.Optional(Day),
    payer: Type.Optional(text(300)),
    /** The last four characters of the payer's account. */
    payerAccount: Type.Optional(text(4)),
    /** What the payer wrote, with references. */
    text: Type.Optional(paragraph(1_000)),
    amount: MoneyWire,
    open: MoneyWire,
    status: Type.Enum(['open', 'partly', 'matched', 'returned']),
    /** Why the rules left it to a person. */
    question: Type.Optional(paragraph(1_000)),
    exception: Type.Optional(idText('ExceptionId')),
    /** What stands, newest last. */
    matches: Type.Array(ReconciliationMatch, { maxItems: 100 }),
    version: Version,
  },
  { $id: 'ReconciliationLine' },
);
export type ReconciliationLine = Static<typeof ReconciliationLine>;

export const ReconciliationItem = closed(
  {
    id: idText('OpenItemId'),
    legalEntity: LegalEntityCode,
    customer: CustomerNumber,
    party: Type.Optional(text(300)),
    number: text(140),
    kind: Type.Enum(['invoice', 'credit-note']),
    amount: MoneyWire,
    open: MoneyWire,
    documentDay: Day,
    dueDay: Type.Optional(Day),
    overdueDays: Type.Optional(Type.Integer({ minimum: 1 })),
    status: Type.Enum(['open', 'partly', 'cleared', 'reversed']),
    transaction: idText('TransactionId'),
    version: Version,
  },
  { $id: 'ReconciliationItem' },
);
export type ReconciliationItem = Static<typeof ReconciliationItem>;

export const ReconciliationSuggestion = closed(
  {
    bankEntry: idText('BankEntryId'),
    rule: text(60),
    /** Why, in one sentence. */
    explanation: paragraph(2_000),
    /** Per cent. */
    confidence: Type.Integer({ minimum: 0, maximum: 100 }),
    customer: CustomerNumber,
    currency: Currency,
    allocations: Type.Array(
      closed({ openItem: idText('OpenItemId'), number: text(140), amount: DecimalText }),
      { maxItems: 1_000 },
    ),
    /** Positive where the customer paid short. */
    writeOff: Type.Optional(DecimalText),
    onAccount: Type.Optional(DecimalText),
    /** Of the bank line. */
    amount: DecimalText,
    /** Who said that it does not pay that, and when. */
    refused: Type.Optional(
      closed({ id: idText('MatchRefusalId'), by: text(200), at: InstantText }),
    ),
  },
  { $id: 'ReconciliationSuggestion' },
);
export type ReconciliationSuggestion = Static<typeof ReconciliationSuggestion>;

const SideTotal = closed({ count: Type.Integer({ minimum: 0 }), open: DecimalText });

export const Reconciliation = closed(
  {
    /** Absent for those who may not read the bank. */
    bankLines: Type.Optional(pageOf(ReconciliationLine)),
    openItems: pageOf(ReconciliationItem),
    selected: closed({
      bankLines: Type.Array(ReconciliationLine, { maxItems: LINES_SELECTED_MAX }),
      /** Those that were asked for, then those that are suggested. */
      openItems: Type.Array(ReconciliationItem, { maxItems: 1_000 }),
      suggestions: Type.Array(ReconciliationSuggestion, { maxItems: 100 }),
      /** What the rules would suggest as well, had nobody refused it. */
      refused: Type.Array(ReconciliationSuggestion, { maxItems: 100 }),
    }),
    /** What is left of each currency, whatever the other filters say. */
    totals: Type.Array(
      closed({
        currency: Currency,
        unmatched: Type.Optional(SideTotal),
        openItems: SideTotal,
        overdue: SideTotal,
      }),
      { maxItems: 200 },
    ),
    /** Receipts of a period, and how many of them no person had to touch. */
    touchless: Type.Optional(
      closed({
        from: Day,
        to: Day,
        receipts: Type.Integer({ minimum: 0 }),
        byRule: Type.Integer({ minimum: 0 }),
        byPerson: Type.Integer({ minimum: 0 }),
        unmatched: Type.Integer({ minimum: 0 }),
        returned: Type.Integer({ minimum: 0 }),
      }),
    ),
    accounts: Type.Array(
      closed({
        account: text(70),
        name: text(140),
        legalEntity: LegalEntityCode,
        currency: Currency,
      }),
      { maxItems: 1_000 },
    ),
  },
  { $id: 'Reconciliation' },
);
export type Reconciliation = Static<typeof Reconciliation>;

const idempotency = { none: 'Reading.' };
const audit = {
  none: 'Accounts of payers are shown by their last four characters; decisions are recorded.',
};

export const getReconciliation = endpoint({
  method: 'GET',
  path: '/v1/console/reconciliation',
  operationId: 'getReconciliation',
  tag: 'Console',
  summary: 'Read the workspace of reconciliation',
  description:
    'The first pages of receipts and open items, what is selected, and what the rules suggest ' +
    'for it now. Bank lines are in it for those who may read the bank.',
  permission: 'receivables:read',
  audit,
  idempotency,
  query: closed({
    ...lineFilters,
    ...itemFilters,
    line: Type.Optional(
      Type.Array(idText('BankEntryId'), { minItems: 1, maxItems: LINES_SELECTED_MAX }),
    ),
    item: Type.Optional(
      Type.Array(idText('OpenItemId'), { minItems: 1, maxItems: ITEMS_SELECTED_MAX }),
    ),
  }),
  replies: {
    200: { description: 'The workspace.', body: Reconciliation, example: exampleReconciliation },
  },
  problems: ['legal_entity_forbidden'],
});

export const listReconciliationLines = endpoint({
  method: 'GET',
  path: '/v1/console/reconciliation/bank-lines',
  operationId: 'listReconciliationLines',
  tag: 'Console',
  summary: 'Read more receipts of the workspace',
  description: 'Latest booking day first.',
  permission: 'bank:read',
  audit,
  idempotency,
  query: listQuery(lineFilters),
  replies: {
    200: {
      description: 'One page of receipts.',
      body: pageOf(ReconciliationLine),
      example: { items: [exampleReconciliationLine] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

export const listReconciliationItems = endpoint({
  method: 'GET',
  path: '/v1/console/reconciliation/open-items',
  operationId: 'listReconciliationItems',
  tag: 'Console',
  summary: 'Read more open items of the workspace',
  description: 'Oldest due day first.',
  permission: 'receivables:read',
  audit,
  idempotency,
  query: listQuery({ ...shared, ...itemFilters }),
  replies: {
    200: {
      description: 'One page of open items.',
      body: pageOf(ReconciliationItem),
      example: { items: [exampleReconciliationItem] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});

/**
 * Whether the bank picture is complete: a calendar of one month per account, the chain of balances,
 * and what became of the files. Balances, and the words of banks about files, are there only for
 * those who may read bank data; to others an account is its last four characters.
 */

import {
  Currency,
  Day,
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
import { closed, DefectWire } from '../wire.ts';

const Count = Type.Integer({ minimum: 0 });

export const Month = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])$',
  description: 'A month, YYYY-MM.',
  examples: ['2026-03'],
});

export const StatementDayState = Type.Enum(
  ['received', 'waiting', 'quarantined', 'missing', 'due', 'weekend', 'holiday', 'before', 'later'],
  {
    description:
      'received: booked; waiting: here, and one before it is missing; quarantined: here and not ' +
      'booked; missing: a banking day that is over has none; due: today has none yet; before: ' +
      'earlier than the first statement of the account; later: not yet come.',
  },
);
export type StatementDayState = Static<typeof StatementDayState>;

export const StatementDay = closed(
  {
    day: Day,
    state: StatementDayState,
    /** Which holiday it is. */
    holiday: Type.Optional(text(60)),
    statement: Type.Optional(idText('BankStatementId')),
    bankFile: Type.Optional(idText('BankFileId')),
  },
  { $id: 'StatementDay' },
);
export type StatementDay = Static<typeof StatementDay>;

/** One statement in the chain of its account: opening + credits − debits = closing. */
export const StatementLink = closed(
  {
    statement: idText('BankStatementId'),
    bankFile: idText('BankFileId'),
    /** The bank's own id of it. */
    number: text(140),
    sequenceNumber: Type.Optional(text(35)),
    fromDay: Type.Optional(Day),
    toDay: Day,
    status: Type.Enum(['booked', 'waiting', 'quarantined']),
    opening: Type.Optional(MoneyWire),
    credits: Type.Optional(MoneyWire),
    /** Negative. */
    debits: Type.Optional(MoneyWire),
    closing: Type.Optional(MoneyWire),
    entries: Count,
    /** Entries that nothing is matched with yet, or not wholly. */
    entriesOpen: Count,
    /** How it joins the statement before it; `first` is the anchor of the account. */
    joins: Type.Enum(['first', 'joined', 'broken']),
    /** What is in the way, in words. */
    reason: Type.Optional(paragraph(2_000)),
  },
  { $id: 'StatementLink' },
);
export type StatementLink = Static<typeof StatementLink>;

export const AccountMonth = closed(
  {
    /** Names the account in addresses, where its number does not belong. */
    id: text(40),
    /** IBAN, or the bank's number; `****` and its end without the permission to read bank data. */
    account: text(70),
    name: text(200),
    legalEntity: LegalEntityCode,
    currency: Currency,
    received: Count,
    waiting: Count,
    quarantined: Count,
    missing: Count,
    days: Type.Array(StatementDay, { maxItems: 31 }),
    /** In the order of the account; absent without the permission to read bank data. */
    chain: Type.Optional(Type.Array(StatementLink, { maxItems: 500 })),
  },
  { $id: 'AccountMonth' },
);
export type AccountMonth = Static<typeof AccountMonth>;

export const ConsoleBankFile = closed(
  {
    id: idText('BankFileId'),
    status: Type.Enum(['booked', 'waiting', 'quarantined', 'information', 'repeated']),
    name: Type.Optional(text(300)),
    format: Type.Optional(text(40)),
    channel: Type.Enum(['api', 'folder']),
    receivedAt: InstantText,
    bytes: Count,
    statements: Count,
    entries: Count,
    legalEntities: Type.Array(LegalEntityCode, { maxItems: 1_000 }),
    /** Absent without the permission to read bank data. */
    reasons: Type.Optional(Type.Array(DefectWire, { maxItems: 100 })),
    /** The line of the file that the first reason names, as it stands there. */
    quoted: Type.Optional(closed({ line: Type.Integer({ minimum: 1 }), text: text(400) })),
    exception: Type.Optional(idText('ExceptionId')),
  },
  { $id: 'ConsoleBankFile' },
);
export type ConsoleBankFile = Static<typeof ConsoleBankFile>;

export const ConsoleStatements = closed(
  {
    month: Month,
    today: Day,
    accounts: Type.Array(AccountMonth, { maxItems: 500 }),
    /** Received in that month, newest first; at most 200. */
    files: Type.Array(ConsoleBankFile, { maxItems: 200 }),
  },
  { $id: 'ConsoleStatements' },
);
export type ConsoleStatements = Static<typeof ConsoleStatements>;

const eur = (amount: string) => ({ amount, currency: 'EUR' });

const exampleFile = {
  id: EXAMPLE_IDS.bankFile,
  status: 'booked',
  format: 'camt.053.001.08',
  channel: 'folder',
  receivedAt: EXAMPLE_TIME,
  bytes: 18_211,
  statements: 1,
  entries: 42,
  legalEntities: ['DE01'],
  reasons: [],
};

export const exampleLink = {
  statement: EXAMPLE_IDS.bankStatement,
  bankFile: EXAMPLE_IDS.bankFile,
  number: 'STMT-2026-063',
  sequenceNumber: '63',
  fromDay: '2026-03-30',
  toDay: '2026-03-30',
  status: 'booked',
  opening: eur('1000.00'),
  credits: eur('250.00'),
  debits: eur('-50.00'),
  closing: eur('1200.00'),
  entries: 42,
  entriesOpen: 3,
  joins: 'joined',
} as const;

export const getConsoleStatements = endpoint({
  method: 'GET',
  path: '/v1/console/statements',
  operationId: 'getConsoleStatements',
  tag: 'Console',
  summary: 'Read the bank calendar for the console',
  description:
    'One month of every account: which statements are here, which are missing on a banking day, ' +
    'and how their balances join.',
  permission: 'console:use',
  audit: { none: 'Balances and counts of our own accounts, no single payment.' },
  idempotency: { none: 'Reading.' },
  query: closed({ month: Type.Optional(Month), legalEntity: Type.Optional(LegalEntityCode) }),
  replies: {
    200: {
      description: 'The calendar; this month (UTC) unless another is asked for.',
      body: ConsoleStatements,
      example: {
        month: '2026-03',
        today: '2026-03-31',
        accounts: [
          {
            id: '5a4e0c1e-2f3b-4c55-9d5e-0a6a5b1f7c11',
            account: 'DE02120300000000202051',
            name: 'House bank',
            legalEntity: 'DE01',
            currency: 'EUR',
            received: 1,
            waiting: 0,
            quarantined: 0,
            missing: 0,
            days: [
              {
                day: '2026-03-30',
                state: 'received',
                statement: EXAMPLE_IDS.bankStatement,
                bankFile: EXAMPLE_IDS.bankFile,
              },
              { day: '2026-03-31', state: 'due' },
            ],
            chain: [exampleLink],
          },
        ],
        files: [exampleFile],
      },
    },
  },
  problems: ['legal_entity_forbidden'],
});

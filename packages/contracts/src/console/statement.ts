/** One bank statement as the console shows it: its proof, its neighbours and its entries. */

import { Counterparty, Currency, Day, idText, MoneyWire, paragraph, text } from '@kontor/canon';
import { LegalEntityCode } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from '../endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../examples.ts';
import { listQuery, PAGE_SIZE_MAX } from '../paging.ts';
import { closed, idParams } from '../wire.ts';
import { ConsoleBankFile, exampleLink, StatementLink } from './statements.ts';

const Count = Type.Integer({ minimum: 0 });

export const StatementEntryStatus = Type.Enum(['open', 'partly', 'matched', 'returned', 'none'], {
  description:
    'open: nothing of it is matched; partly: some is; matched: all of it; returned: the money ' +
    'went back to its payer; none: not for matching, as a debit is not.',
});

export const ConsoleStatementEntry = closed(
  {
    id: idText('BankEntryId'),
    /** Place in its statement, from 1. */
    position: Type.Integer({ minimum: 1 }),
    bookingDay: Day,
    valueDay: Type.Optional(Day),
    /** Negative when it leaves the account. */
    amount: MoneyWire,
    /** What of it is not matched yet. */
    open: MoneyWire,
    /** It takes back an earlier entry. */
    reversal: Type.Boolean(),
    counterparty: Type.Optional(Counterparty),
    /** What the payer wrote. */
    remittance: Type.Optional(paragraph(2_000)),
    references: Type.Array(text(140), { maxItems: 100 }),
    status: StatementEntryStatus,
    matches: Type.Array(
      closed({
        id: idText('MatchId'),
        /** Which rule found it, or `person`. */
        rule: text(60),
        transaction: Type.Optional(idText('TransactionId')),
      }),
      { maxItems: 100 },
    ),
  },
  { $id: 'ConsoleStatementEntry' },
);
export type ConsoleStatementEntry = Static<typeof ConsoleStatementEntry>;

const Neighbour = closed({ statement: idText('BankStatementId'), number: text(140), toDay: Day });

export const ConsoleStatement = closed(
  {
    ...StatementLink.properties,
    account: text(70),
    accountId: Type.Optional(text(40)),
    accountName: Type.Optional(text(200)),
    legalEntity: Type.Optional(LegalEntityCode),
    currency: Type.Optional(Currency),
    before: Type.Optional(Neighbour),
    after: Type.Optional(Neighbour),
    file: ConsoleBankFile,
    byStatus: closed({ open: Count, partly: Count, matched: Count, returned: Count, none: Count }),
  },
  { $id: 'ConsoleStatement' },
);
export type ConsoleStatement = Static<typeof ConsoleStatement>;

export const getConsoleStatement = endpoint({
  method: 'GET',
  path: '/v1/console/statements/{bankStatementId}',
  operationId: 'getConsoleStatement',
  tag: 'Console',
  summary: 'Read one bank statement for the console',
  description: 'Its entries in the order of the statement, a page at a time.',
  permission: 'bank:read',
  audit: { none: 'Reading what the holder of bank:read may read in lists too.' },
  idempotency: { none: 'Reading.' },
  params: idParams('bankStatementId', 'BankStatementId'),
  query: listQuery({ status: Type.Optional(StatementEntryStatus) }),
  replies: {
    200: {
      description: 'The statement and one page of its entries.',
      body: closed({
        statement: ConsoleStatement,
        items: Type.Array(ConsoleStatementEntry, { maxItems: PAGE_SIZE_MAX }),
        /** Absent on the last page. */
        next_page_token: Type.Optional(Type.String()),
      }),
      example: {
        statement: {
          ...exampleLink,
          account: 'DE02120300000000202051',
          legalEntity: 'DE01',
          currency: 'EUR',
          file: {
            id: EXAMPLE_IDS.bankFile,
            status: 'booked',
            format: 'camt.053.001.08',
            channel: 'folder',
            receivedAt: EXAMPLE_TIME,
            bytes: 18_211,
            statements: 1,
            entries: 42,
            legalEntities: ['DE01'],
          },
          byStatus: { open: 3, partly: 0, matched: 30, returned: 0, none: 9 },
        },
        items: [
          {
            id: EXAMPLE_IDS.bankEntry,
            position: 1,
            bookingDay: '2026-03-30',
            amount: { amount: '250.00', currency: 'EUR' },
            open: { amount: '0.00', currency: 'EUR' },
            reversal: false,
            counterparty: { name: 'Acme GmbH' },
            remittance: 'INV-1004',
            references: [],
            status: 'matched',
            matches: [{ id: EXAMPLE_IDS.match, rule: 'reference' }],
          },
        ],
      },
      headers: ['Link'],
    },
  },
  problems: ['not_found'],
});

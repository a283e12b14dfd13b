/** The bank calendar of one month: every account's days and chain, and the files of the month. */

import type { AccountMonth, ConsoleStatements } from '@kontor/contracts';
import { bankingDayOf, plusDays, present, type BankingDay, type Clock } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../../gateway/services.ts';
import { maskAccount } from '../../wire/mask-values.ts';
import { readAccounts, type AccountRow } from './read-accounts.ts';
import { readMonthFiles } from './read-month-files.ts';
import { readMonthStatements, type StatementRow } from './read-month-statements.ts';
import { toChain } from './to-chain.ts';
import { toConsoleFile } from './to-console-file.ts';
import { daysOfMonth, toDays } from './to-days.ts';

export type StatementsQuery = { readonly month?: string; readonly legalEntity?: string };

export async function readStatements(
  { pool, clock }: { readonly pool: Queryable; readonly clock: Clock },
  call: Call,
  { month: asked, legalEntity }: StatementsQuery,
): Promise<ConsoleStatements> {
  const today = bankingDayOf(clock.now());
  const month = asked ?? today.slice(0, 7);
  const legalEntities = legalEntity === undefined ? [...call.actor.legalEntities] : [legalEntity];
  const days = daysOfMonth(month);
  const first = present(days[0], 'a month has days');
  const last = present(days.at(-1), 'a month has days');
  const received = { from: `${first}T00:00:00Z`, to: `${plusDays(last, 1)}T00:00:00Z` };
  const [accounts, files] = await Promise.all([
    readAccounts(pool, legalEntities),
    readMonthFiles(pool, legalEntities, received),
  ]);
  const rows = await readMonthStatements(pool, {
    accounts: accounts.map(({ account }) => account),
    legalEntities,
    fromDay: plusDays(first, -DAYS_AROUND),
    toDay: plusDays(last, DAYS_AROUND),
  });
  const byAccount = Map.groupBy(rows, ({ account }) => account);
  const months = accounts.map((account) =>
    toMonth({ account, rows: byAccount.get(account.account) ?? [], days, today, call }),
  );
  return { month, today, accounts: months, files: files.map((row) => toConsoleFile(row, call)) };
}

type MonthParts = {
  readonly account: AccountRow;
  readonly rows: readonly StatementRow[];
  readonly days: readonly BankingDay[];
  readonly today: BankingDay;
  readonly call: Call;
};

function toMonth({ account, rows, days, today, call }: MonthParts): AccountMonth {
  const { currency, first_day: firstDay } = account;
  const calendar = toDays(rows, { days, today, currency, firstDay });
  const count = (state: string) => calendar.filter((day) => day.state === state).length;
  const mayRead = call.actor.permissions.has('bank:read');
  const first = present(days[0], 'a month has days');
  const last = present(days.at(-1), 'a month has days');
  const chain = toChain(rows, firstDay).filter(({ toDay }) => first <= toDay && toDay <= last);
  return {
    id: account.id,
    account: mayRead ? account.account : maskAccount(account.account),
    name: account.name,
    legalEntity: account.legal_entity,
    currency,
    received: count('received'),
    waiting: count('waiting'),
    quarantined: count('quarantined'),
    missing: count('missing'),
    days: [...calendar],
    ...(mayRead && { chain: chain.slice(0, CHAIN_MAX) }),
  };
}

/** A statement of a month reaches into its neighbours; a break is told by the one before it. */
const DAYS_AROUND = 31;
const CHAIN_MAX = 500;

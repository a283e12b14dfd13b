/** How complete the picture of the bank is: what came today, and whose statements are missing. */

import type { Overview } from '@kontor/contracts';
import { dayKindOf, plusDays, type BankingDay } from '@kontor/kernel';
import type { BankPicture, FileRow } from './read-bank-picture.ts';

type Bank = NonNullable<Overview['bank']>;

export function tellBank(
  { accounts, files }: BankPicture,
  today: BankingDay,
  entities: ReadonlySet<string>,
): Bank {
  const own = accounts.filter(({ legal_entity: entity }) => entities.has(entity));
  const seen = files.filter((file) => file.legal_entities.some((each) => entities.has(each)));
  const dueOf = (currency: string) => lastBankingDayBefore(today, currency);
  const missing = own.filter(
    ({ last_day: day, currency }) => day !== null && day < dueOf(currency),
  );
  const due = (missing.length > 0 ? missing : own).map(({ currency }) => dueOf(currency));
  // Where only one of the banks had a holiday, the day that is missing is named.
  const bankingDay = due.toSorted().at(-1) ?? dueOf('EUR');
  const silent = own.filter(({ last_day: day }) => day === null).length;
  const month = today.slice(0, 7);
  const opens = { place: 'statements' as const, search: { month } };
  const missed = { place: 'statements' as const, search: { month: bankingDay.slice(0, 7) } };
  return {
    accounts: own.length,
    bankingDay,
    filesToday: { count: countOf(seen), opens },
    quarantinedToday: { count: countOf(seen, 'quarantined'), opens },
    waitingToday: { count: countOf(seen, 'waiting'), opens },
    missing: { count: missing.length, opens: missed },
    silent: { count: silent, opens },
  };
}

function countOf(files: readonly FileRow[], status?: string): number {
  return files
    .filter((file) => status === undefined || file.status === status)
    .reduce((sum, { count }) => sum + count, 0);
}

/** As the calendar of statements counts: without weekends and the holidays of a currency. */
function lastBankingDayBefore(today: BankingDay, currency: string): BankingDay {
  let day = plusDays(today, -1);
  while (dayKindOf(day, currency).kind !== 'banking') day = plusDays(day, -1);
  return day;
}

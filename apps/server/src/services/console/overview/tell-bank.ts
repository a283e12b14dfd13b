/** How complete the picture of the bank is: what came today, and whose statements are missing. */

import type { Overview } from '@kontor/contracts';
import { plusDays, toEpochMs, type BankingDay, type Instant } from '@kontor/kernel';
import type { BankPicture, FileRow } from './read-bank-picture.ts';

type Bank = NonNullable<Overview['bank']>;

export function tellBank(
  { accounts, files }: BankPicture,
  today: BankingDay,
  entities: ReadonlySet<string>,
): Bank {
  const own = accounts.filter(({ legal_entity: entity }) => entities.has(entity));
  const seen = files.filter((file) => file.legal_entities.some((each) => entities.has(each)));
  const bankingDay = lastBankingDayBefore(today);
  const missing = own.filter(({ last_day: day }) => day !== null && day < bankingDay).length;
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
    missing: { count: missing, opens: missed },
    silent: { count: silent, opens },
  };
}

function countOf(files: readonly FileRow[], status?: string): number {
  return files
    .filter((file) => status === undefined || file.status === status)
    .reduce((sum, { count }) => sum + count, 0);
}

/** Monday to Friday: which holidays a bank keeps, nobody has told us. */
function lastBankingDayBefore(today: BankingDay): BankingDay {
  let day = plusDays(today, -1);
  while (!isWeekday(day)) day = plusDays(day, -1);
  return day;
}

function isWeekday(day: BankingDay): boolean {
  // 1970-01-01 was a Thursday; counted from the Monday before it.
  const days = toEpochMs(`${day}T00:00:00.000Z` as Instant) / DAY_MS + 3;
  return days % 7 < 5;
}

const DAY_MS = 86_400_000;

/**
 * The calendar of one account: what a day has, or should have. A statement that is booked says more
 * about its days than one that waits, and that more than one that is quarantined. Pure.
 */

import type { StatementDay } from '@kontor/contracts';
import { dayKindOf, plusDays, type BankingDay } from '@kontor/kernel';
import type { StatementRow } from './read-month-statements.ts';

export type Calendar = {
  readonly days: readonly BankingDay[];
  readonly today: BankingDay;
  readonly currency: string;
  /** Of the account's first statement. */
  readonly firstDay: BankingDay | null;
};

export function toDays(rows: readonly StatementRow[], calendar: Calendar): readonly StatementDay[] {
  return calendar.days.map((day) => toDay(day, rows, calendar));
}

/** Every day of a month. */
export function daysOfMonth(month: string): readonly BankingDay[] {
  const days: BankingDay[] = [];
  let day = `${month}-01` as BankingDay;
  for (; day.startsWith(month); day = plusDays(day, 1)) days.push(day);
  return days;
}

function toDay(
  day: BankingDay,
  rows: readonly StatementRow[],
  { today, currency, firstDay }: Calendar,
): StatementDay {
  const covering = rows.filter((row) => covers(row, day));
  const having = (status: StatementRow['status']) =>
    covering.findLast((row) => row.status === status);
  const row = having('booked') ?? having('waiting') ?? having('quarantined');
  const kind = dayKindOf(day, currency);
  // A statement over several days says nothing of the weekend in between.
  if (row && (kind.kind === 'banking' || row.to_day === day)) {
    const { status, bank_statement_id: statement, bank_file_id: bankFile } = row;
    return { day, state: status === 'booked' ? 'received' : status, statement, bankFile };
  }
  if (kind.kind === 'weekend') return { day, state: 'weekend' };
  if (kind.kind === 'holiday') return { day, state: 'holiday', holiday: kind.name };
  if (day > today) return { day, state: 'later' };
  if (firstDay === null || day < firstDay) return { day, state: 'before' };
  return { day, state: day === today ? 'due' : 'missing' };
}

function covers(row: StatementRow, day: BankingDay): boolean {
  // A file that broke off in the middle of a statement does not say how far it would have reached.
  if (row.currency === '') return row.from_day === day;
  return (row.from_day ?? row.to_day) <= day && day <= row.to_day;
}

/** The simple values of MT940 and MT942: amounts and days. */

import { parseBankingDay, type Money } from '@kontor/kernel';
import { noticeAt, refuseAt, type FilePlace } from '../bank-file/file-place.ts';
import { isFault, statementAmount } from '../bank-file/statement-amount.ts';

/**
 * `15d`: digits with a decimal comma that is never left out, so that a number which was cut off is
 * told from a whole one. Dutch banks of the older kind write a point.
 */
export function fromSwiftAmount(
  text: string,
  currency: string | undefined,
  place: FilePlace,
): Money {
  const amount = statementAmount(text.replace(',', '.'), currency);
  if (isFault(amount)) return refuseAt(place, amount.code, amount.detail);
  if (!DECIMAL_MARK.test(text)) {
    noticeAt(place, 'decimal_comma_missing', 'Whole amounts have no decimal comma.');
  }
  if (text.includes('.')) noticeAt(place, 'decimal_point', 'Amounts have a point for the comma.');
  return amount;
}

/** `6!n`, YYMMDD: years from 80 on are of the last century, as SWIFT reads them. */
export function fromSwiftDay(text: string, place: FilePlace): string {
  const year = Number.parseInt(text.slice(0, 2), 10);
  const century = year < PIVOT_YEAR ? '20' : '19';
  return dayOf(`${century}${text.slice(0, 2)}`, text.slice(2), place);
}

/**
 * `4!n`, MMDD: the entry date has no year of its own. It is the one nearest to the value date: an
 * entry of January with a value in December is of the next year, the other way round of the year
 * before.
 */
export function fromEntryDay(text: string, valueDay: string, place: FilePlace): string {
  const valueYear = Number.parseInt(valueDay.slice(0, 4), 10);
  const distance =
    Number.parseInt(text.slice(0, 2), 10) - Number.parseInt(valueDay.slice(5, 7), 10);
  const year =
    distance > HALF_A_YEAR ? valueYear - 1 : valueYear + (distance < -HALF_A_YEAR ? 1 : 0);
  return dayOf(String(year), text, place);
}

/**
 * German banks reckon interest in months of thirty days and write the 30th of February as a value
 * date; others close on the 31st of November. Such a day is read as the last of its month, with a
 * notice.
 */
function dayOf(year: string, monthAndDay: string, place: FilePlace): string {
  const month = `${year}-${monthAndDay.slice(0, 2)}`;
  const written = `${month}-${monthAndDay.slice(2)}`;
  if (parseBankingDay(written) !== undefined) return written;
  const last = LAST_DAYS.map((day) => `${month}-${day}`).find((day) => parseBankingDay(day));
  if (last === undefined || !LATE_DAY.test(written)) {
    return refuseAt(place, 'day_unknown', `“${written}” is not a day of the calendar.`);
  }
  noticeAt(place, 'day_outside_calendar', `“${written}” was read as ${last}.`);
  return last;
}

const DECIMAL_MARK = /[,.]/;
const LAST_DAYS = ['30', '29', '28'];
const LATE_DAY = /-(?:29|30|31)$/;
const PIVOT_YEAR = 80;
const HALF_A_YEAR = 6;

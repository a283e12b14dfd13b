/** The simple values of camt messages: directions, days, indicators and counts. */

import type { Direction } from '@kontor/canon';
import { parseBankingDay, type Money } from '@kontor/kernel';
import { refuseAt, type FilePlace } from '../bank-file/file-place.ts';
import { isFault, statementAmount } from '../bank-file/statement-amount.ts';

/** [CdtDbtInd] */
export function fromCreditDebit(text: string, place: FilePlace): Direction {
  if (text === 'CRDT') return 'credit';
  if (text === 'DBIT') return 'debit';
  return refuseAt(place, 'direction_unknown', `CdtDbtInd is CRDT or DBIT, not “${shown(text)}”.`);
}

/** [DateAndDateTimeChoice]: the day that the bank wrote, in whatever zone the bank meant. */
export function fromDate(text: string | undefined, place: FilePlace): string | undefined {
  if (text === undefined) return undefined;
  if (knownDays.has(text)) return text;
  const day = text.slice(0, DAY_LENGTH);
  if (parseBankingDay(day) === undefined || !DAY_ENDS.test(text)) {
    refuseAt(place, 'day_unknown', `“${shown(text)}” is not a day of the calendar.`);
  }
  if (knownDays.size < KNOWN_DAYS_MAX) knownDays.add(day);
  return day;
}

/** [TrueFalseIndicator] */
export function fromIndicator(text: string | undefined, place: FilePlace): boolean {
  if (text === undefined || text === 'false' || text === '0') return false;
  if (text === 'true' || text === '1') return true;
  return refuseAt(place, 'indicator_unknown', `“${shown(text)}” is neither true nor false.`);
}

/** [Max15NumericText] */
export function fromCount(text: string, place: FilePlace): number {
  if (COUNT.test(text)) return Number.parseInt(text, 10);
  return refuseAt(place, 'count_unknown', `“${shown(text)}” is not a count.`);
}

/** [ActiveOrHistoricCurrencyAndAmount]: exact, and refused where it is not. May be negative. */
export function fromAmount(
  text: string | undefined,
  currency: string | undefined,
  place: FilePlace,
): Money {
  const amount = statementAmount(text, currency);
  if (isFault(amount)) return refuseAt(place, amount.code, amount.detail);
  return amount;
}

export function shown(text: string): string {
  return text.slice(0, SHOWN_MAX);
}

const DAY_LENGTH = 10;

/** After the day: nothing, a zone, or a time. */
const DAY_ENDS = /^.{10}(?:$|T|Z|[+-]\d)/;

/** Days that were found in the calendar: a statement has few of them and writes them everywhere. */
const knownDays = new Set<string>();
const KNOWN_DAYS_MAX = 1_000;

/** Fifteen digits are exact as a number. */
const COUNT = /^\d{1,15}$/;

/** Enough of a wrong value to find it, however long it is. */
const SHOWN_MAX = 40;

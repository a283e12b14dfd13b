import { parseBankingDay, parseInstant, plusDays, present, type BankingDay } from '@kontor/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordMayGoOn, recordsDueBefore } from './records-due-before.ts';

test.each([
  // Germany, books: 2026 may go when 2036 is over.
  ['2036-12-31T23:59:59Z', 10, 12, '2026-01-01'],
  ['2037-01-01T11:59:59Z', 10, 12, '2026-01-01'],
  ['2037-01-01T12:00:00Z', 10, 12, '2027-01-01'],
  // A year from April to March.
  ['2033-03-31T12:00:00Z', 6, 3, '2026-04-01'],
  ['2033-04-01T12:00:00Z', 6, 3, '2027-04-01'],
  // A year that ends with February, in a leap year.
  ['2032-02-29T12:00:00Z', 6, 2, '2025-03-01'],
  ['2032-03-01T12:00:00Z', 6, 2, '2026-03-01'],
])('at %s, %i years after a year that ends in month %i: before %s', (at, years, month, day) => {
  const asOf = present(parseInstant(at), 'an instant');
  expect(recordsDueBefore(asOf, { years, yearEndsInMonth: month })).toBe(day);
});

test('a record is due on the day on which it may go, and on no day before', () => {
  const days = fc
    .date({ min: new Date('2001-01-01Z'), max: new Date('2099-12-31Z'), noInvalidDate: true })
    .map((date) => dayOf(date.toISOString().slice(0, 10)));
  const terms = fc.record({
    years: fc.integer({ min: 6, max: 100 }),
    yearEndsInMonth: fc.integer({ min: 1, max: 12 }),
  });
  fc.assert(
    fc.property(days, terms, (day, term) => {
      const mayGo = recordMayGoOn(day, term);
      const isDueOn = (today: BankingDay) =>
        day < recordsDueBefore(present(parseInstant(`${today}T12:00:00Z`), 'noon'), term);
      expect(isDueOn(mayGo)).toBe(true);
      expect(isDueOn(plusDays(mayGo, -1))).toBe(false);
      // Said in other words: the anniversary, and then the end of the year that it lies in.
      expect(mayGo.slice(8)).toBe('01');
      const anniversary = `${Number(day.slice(0, 4)) + term.years}${day.slice(4)}`;
      expect(mayGo > anniversary).toBe(true);
      expect(mayGo <= `${Number(day.slice(0, 4)) + term.years + 1}${day.slice(4, 7)}-99`).toBe(
        true,
      );
    }),
  );
});

function dayOf(text: string): BankingDay {
  return present(parseBankingDay(text), 'a day');
}

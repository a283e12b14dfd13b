import { expect, test } from 'vitest';
import { dayKindOf, easterSunday } from './banking-calendar.ts';
import { plusDays, type BankingDay } from './banking-day.ts';

/** As the central banks and gov.uk published them. */
test.each([
  ['EUR', 2026, ['01-01', '04-03', '04-06', '05-01', '12-25']],
  ['EUR', 2027, ['01-01', '03-26', '03-29']],
  ['GBP', 2026, ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28']],
  ['GBP', 2027, ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28']],
  ['GBP', 2016, ['01-01', '03-25', '03-28', '05-02', '05-30', '08-29', '12-26', '12-27']],
  ['GBP', 2021, ['01-01', '04-02', '04-05', '05-03', '05-31', '08-30', '12-27', '12-28']],
  [
    'USD',
    2026,
    ['01-01', '01-19', '02-16', '05-25', '06-19', '09-07', '10-12', '11-11', '11-26', '12-25'],
  ],
  ['USD', 2027, ['01-01', '01-18', '02-15', '05-31', '07-05', '09-06', '10-11', '11-11', '11-25']],
  ['XTS', 2026, []],
])('%s has its holidays of %i', (currency, year, days) => {
  const found: string[] = [];
  for (let day = `${year}-01-01` as BankingDay; day <= `${year}-12-31`; day = plusDays(day, 1)) {
    if (dayKindOf(day, currency).kind === 'holiday') found.push(day.slice(5));
  }
  expect(found).toEqual(days);
});

test('a weekend is one, whatever the currency', () => {
  for (const currency of ['EUR', 'GBP', 'USD', 'XTS']) {
    expect(dayKindOf('2026-11-21' as BankingDay, currency)).toEqual({ kind: 'weekend' });
    expect(dayKindOf('2026-11-22' as BankingDay, currency)).toEqual({ kind: 'weekend' });
    expect(dayKindOf('2026-11-23' as BankingDay, currency)).toEqual({ kind: 'banking' });
  }
});

test.each([
  [2000, '2000-04-23'],
  [2011, '2011-04-24'],
  [2026, '2026-04-05'],
  [2038, '2038-04-25'],
  [2285, '2285-03-22'],
])('Easter of %i is %s', (year, day) => {
  expect(easterSunday(year)).toBe(day);
});

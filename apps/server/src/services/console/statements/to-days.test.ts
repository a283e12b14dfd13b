import type { BankingDay } from '@kontor/kernel';
import { expect, test } from 'vitest';
import { toChain } from './to-chain.ts';
import { daysOfMonth, toDays } from './to-days.ts';
import type { StatementRow } from './read-month-statements.ts';

const calendar = {
  days: daysOfMonth('2026-04'),
  today: '2026-04-16' as BankingDay,
  currency: 'EUR',
  firstDay: '2026-04-02' as BankingDay,
};

test('a day has its statement, or says why it has none', () => {
  const rows = [
    statement('b1', '2026-04-02'),
    statement('b2', '2026-04-07', { fromDay: '2026-04-02' }),
    statement('w1', '2026-04-09', { status: 'waiting' }),
    statement('q1', '2026-04-10', { status: 'quarantined' }),
    statement('q2', '2026-04-13', { status: 'quarantined' }),
    statement('b3', '2026-04-13'),
    statement('cut', '2026-04-15', { status: 'quarantined', currency: '', fromDay: '2026-04-14' }),
  ];
  const days = toDays(rows, calendar);
  expect(days.map(({ day, state }) => `${day.slice(8)} ${state}`)).toEqual([
    '01 before',
    '02 received',
    '03 holiday',
    '04 weekend',
    '05 weekend',
    '06 holiday',
    '07 received',
    '08 missing',
    '09 waiting',
    '10 quarantined',
    '11 weekend',
    '12 weekend',
    '13 received',
    '14 quarantined',
    '15 missing',
    '16 due',
    '17 later',
    '18 weekend',
    '19 weekend',
    ...['20', '21', '22', '23', '24'].map((day) => `${day} later`),
    '25 weekend',
    '26 weekend',
    ...['27', '28', '29', '30'].map((day) => `${day} later`),
  ]);
  expect(days[2]).toEqual({ day: '2026-04-03', state: 'holiday', holiday: 'Good Friday' });
  expect(days[6]).toMatchObject({ statement: 'b2' });
});

test('an account without a statement misses none', () => {
  const states = toDays([], { ...calendar, firstDay: null }).map(({ state }) => state);
  expect(states).not.toContain('missing');
});

test('the chain joins, begins and breaks, and says where', () => {
  const rows = [
    statement('b1', '2026-04-02', { opening: '0', closing: '1000' }),
    statement('b2', '2026-04-07', { opening: '1000', closing: '900', follows: 'b1' }),
    statement('b3', '2026-04-09', { opening: '950', closing: '950' }),
    statement('w1', '2026-04-10', { status: 'waiting', reason: 'One before it is missing.' }),
  ];
  const chain = toChain(rows, calendar.firstDay);
  expect(chain.map(({ number, joins, reason }) => [number, joins, reason])).toEqual([
    ['b1', 'first', undefined],
    ['b2', 'joined', undefined],
    [
      'b3',
      'broken',
      'Statement b2 of 2026-04-07 closed with 9.00 EUR, and this one opens with 9.50 EUR: what ' +
        'lies between is missing.',
    ],
    ['w1', 'broken', 'One before it is missing.'],
  ]);
  expect(chain[1]).toMatchObject({
    opening: { amount: '10.00', currency: 'EUR' },
    closing: { amount: '9.00', currency: 'EUR' },
  });
});

type Change = {
  readonly status?: StatementRow['status'];
  readonly fromDay?: string;
  readonly currency?: string;
  readonly opening?: string;
  readonly closing?: string;
  readonly follows?: string;
  readonly reason?: string;
};

function statement(id: string, toDay: string, change: Change = {}): StatementRow {
  return {
    bank_statement_id: id,
    bank_file_id: `file of ${id}`,
    account: 'DE02120300000000202051',
    status: change.status ?? 'booked',
    statement_id: id,
    sequence_number: null,
    page: null,
    from_day: (change.fromDay ?? null) as BankingDay | null,
    to_day: toDay as BankingDay,
    currency: change.currency ?? 'EUR',
    opening_minor: change.opening ?? '0',
    closing_minor: change.closing ?? '0',
    credit_minor: '0',
    debit_minor: '0',
    entry_count: 0,
    entries_open: 0,
    follows: change.follows ?? null,
    reason: change.reason ?? null,
  };
}

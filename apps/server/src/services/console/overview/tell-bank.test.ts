import type { BankingDay } from '@kontor/kernel';
import { expect, test } from 'vitest';
import { tellBank } from './tell-bank.ts';

type Case = {
  readonly today: string;
  readonly reached: readonly (readonly [currency: string, day: string])[];
  readonly missing: number;
  readonly bankingDay: string;
};

test.each<Case>([
  // The Monday after a weekend asks for Friday.
  { today: '2026-03-09', reached: [['EUR', '2026-03-06']], missing: 0, bankingDay: '2026-03-06' },
  { today: '2026-03-10', reached: [['EUR', '2026-03-06']], missing: 1, bankingDay: '2026-03-09' },
  // The Tuesday after Easter asks for the Thursday before Good Friday.
  { today: '2026-04-07', reached: [['EUR', '2026-04-02']], missing: 0, bankingDay: '2026-04-02' },
  { today: '2026-04-07', reached: [['EUR', '2026-04-01']], missing: 1, bankingDay: '2026-04-02' },
  // Labour Day is a holiday of TARGET and none of the Federal Reserve.
  {
    today: '2026-05-04',
    reached: [
      ['EUR', '2026-04-30'],
      ['USD', '2026-04-30'],
    ],
    missing: 1,
    bankingDay: '2026-05-01',
  },
])('on $today, of $reached $missing are missing', ({ today, reached, missing, bankingDay }) => {
  const accounts = reached.map(([currency, day]) => ({
    legal_entity: 'DE01',
    currency,
    last_day: day as BankingDay,
  }));
  const picture = { accounts, files: [] };
  const told = tellBank(picture, today as BankingDay, new Set(['DE01']));
  expect(told).toMatchObject({ bankingDay, missing: { count: missing } });
});

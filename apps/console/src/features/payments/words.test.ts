import type { PaymentTransferStanding } from '@kontor/contracts';
import { describe, expect, test } from 'vitest';
import { atBank, shownTransfer, stepsOf } from './words.ts';

type Told = PaymentTransferStanding['told'][number];

const told = (status: Told['status'], change: Told['change'], at: string): Told => ({
  ...{ status, change, at },
  level: 'transfer',
  reasons: [],
  report: `psr_${status}`,
});

function transfer(change: Partial<PaymentTransferStanding>): PaymentTransferStanding {
  return {
    position: 1,
    endToEndId: 'E-1',
    amount: { amount: '1.00', currency: 'EUR' },
    creditor: { name: 'Supplier', iban: 'DE89370400440532013000' },
    reasons: [],
    contradicted: false,
    told: [],
    ...change,
  };
}

const line = (shown: PaymentTransferStanding) =>
  stepsOf(shown).map(({ name, state }) => `${name} ${state ?? '–'}`);

describe('the steps of a transfer', () => {
  test.each<[string, Partial<PaymentTransferStanding>, string[]]>([
    ['nothing told', {}, ['Received –', 'Accepted –', 'In settlement –', 'Settled –']],
    [
      'accepted at once',
      { status: 'ACTC', told: [told('ACTC', 'moved', 't1')] },
      ['Received done', 'Accepted working', 'In settlement –', 'Settled –'],
    ],
    [
      'settled',
      { status: 'ACSC' },
      ['Received done', 'Accepted done', 'In settlement done', 'Settled done'],
    ],
    [
      'rejected after it was accepted',
      { status: 'RJCT', told: [told('ACTC', 'moved', 't1'), told('RJCT', 'moved', 't2')] },
      ['Received –', 'Accepted done', 'In settlement –', 'Rejected refused'],
    ],
    [
      'settled and contradicted',
      { status: 'ACSC', contradicted: true },
      ['Received done', 'Accepted done', 'In settlement done', 'Settled in-doubt'],
    ],
  ])('%s', (_what, change, steps) => {
    expect(line(transfer(change))).toEqual(steps);
  });

  test('name when each was told first', () => {
    const shown = transfer({
      status: 'ACSC',
      told: [told('ACSC', 'moved', 't1'), told('ACTC', 'late', 't2')],
    });
    expect(stepsOf(shown).map(({ note }) => note)).toEqual([undefined, undefined, undefined, 't1']);
  });
});

test('a transfer that was contradicted is in doubt, whatever stands', () => {
  expect(shownTransfer(transfer({ status: 'ACSC', contradicted: true }))).toEqual({
    state: 'in-doubt',
    word: 'Settled, contradicted',
  });
});

test('how far a batch is at the bank is said in one line', () => {
  const total = { amount: '1.00', currency: 'EUR' };
  const batch = {
    statuses: [
      { transfers: 3, total },
      { status: 'ACSC' as const, transfers: 2, total },
    ],
    contradicted: 1,
  };
  expect(atBank(batch as never)).toBe('3 not reported, 2 settled, 1 contradicted');
});

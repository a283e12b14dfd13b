/** The table of fits, the way money is spread, and the law: nothing is lost between the panes. */

import {
  exampleReconciliation,
  type ReconciliationItem,
  type ReconciliationLine,
} from '@kontor/contracts';
import { currency, fromDecimal, money, present, toDecimal } from '@kontor/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planMatches, type DifferenceChoice, type Plan } from './plan-matches.ts';

const EUR = currency('EUR');

function line(id: string, amount: string, change: Partial<ReconciliationLine> = {}) {
  const [some] = exampleReconciliation.bankLines.items;
  return {
    ...some,
    id,
    version: 3,
    open: { amount, currency: 'EUR' },
    ...change,
  } as ReconciliationLine;
}

function item(id: string, amount: string, change: Partial<ReconciliationItem> = {}) {
  const [some] = exampleReconciliation.openItems.items;
  return { ...some, id, open: { amount, currency: 'EUR' }, ...change } as ReconciliationItem;
}

function plan(
  lines: readonly ReconciliationLine[],
  items: readonly ReconciliationItem[],
  options: { amounts?: Record<string, string>; difference?: DifferenceChoice } = {},
): Plan {
  const { amounts = {}, difference = 'open' } = options;
  return planMatches({ lines, items, amounts, difference });
}

function spentBy({ matches }: Plan): readonly string[] {
  return matches.map(({ bankEntry, allocations, differences }) =>
    [
      bankEntry,
      ...allocations.map(({ openItem, amount }) => `${openItem}=${amount}`),
      ...differences.map(({ kind, amount }) => `${kind}=${amount}`),
    ].join(' '),
  );
}

test.each([
  ['100.00', '100.00', 'exact', '0.00', []],
  ['90.00', '100.00', 'short', '-10.00', ['open', 'write-off']],
  ['110.00', '100.00', 'over', '10.00', ['open', 'on-account']],
] as const)('%s for %s is %s', (received, owed, fit, difference, choices) => {
  const { balance } = plan([line('L', received)], [item('I', owed)]);
  expect(balance).toMatchObject({ fit, difference, choices });
});

describe('money is spread', () => {
  test('from one line over several items, the last of them in part', () => {
    const made = plan([line('L', '25.00')], [item('A', '10.00'), item('B', '20.00')]);
    expect(spentBy(made)).toEqual(['L A=10.00 B=15.00']);
  });

  test('from several lines on one item, and what is missing is written off with the last', () => {
    const lines = [line('L', '10.00'), line('M', '9.50')];
    const made = plan(lines, [item('A', '20.00')], { difference: 'write-off' });
    expect(spentBy(made)).toEqual(['L A=10.00', 'M A=10.00 write-off=0.50']);
  });

  test('with a credit note first, so that the line reaches further', () => {
    const made = plan([line('L', '80.00')], [item('A', '100.00'), item('C', '-20.00')]);
    expect(spentBy(made)).toEqual(['L C=-20.00 A=100.00']);
  });

  test('by customers apart, and what is too much of several stays on the line', () => {
    const other = item('B', '5.00', { customer: 'C2' });
    const made = plan([line('L', '20.00')], [item('A', '10.00'), other], {
      difference: 'on-account',
    });
    expect(spentBy(made)).toEqual(['L A=10.00', 'L B=5.00']);
  });

  test('and what is too much for one customer stays on their account', () => {
    const made = plan([line('L', '20.00')], [item('A', '10.00')], { difference: 'on-account' });
    expect(spentBy(made)).toEqual(['L A=10.00 on-account=10.00']);
  });

  test('in the amounts that were typed, however people write them', () => {
    const made = plan([line('L', '1500.00')], [item('A', '2000.00')], {
      amounts: { A: '1 500,00' },
    });
    expect(spentBy(made)).toEqual(['L A=1500.00']);
    expect(made.balance?.fit).toBe('exact');
  });
});

test.each([
  ['more than is open', '101.00', 'Only 100.00 is open.'],
  ['half a cent', '1.005', 'Not an amount of EUR.'],
  ['a word', 'all', 'Not an amount of EUR.'],
  ['nothing', '0', 'Not an amount of EUR.'],
  ['less than nothing', '-5.00', 'An invoice takes a positive amount.'],
])('%s is refused beside its field', (_name, amount, wrong) => {
  const made = plan([line('L', '100.00')], [item('A', '100.00')], { amounts: { A: amount } });
  expect(made.wrong).toEqual({ A: wrong });
  expect(made.matches).toEqual([]);
});

test('what belongs to two companies or currencies is said, and not added up', () => {
  const french = item('A', '10.00', { legalEntity: 'FR01' });
  expect(plan([line('L', '10.00')], [french]).obstacle).toContain('DE01 and FR01');
  const dollars = item('A', '1.00', { open: { amount: '1.00', currency: 'USD' } });
  const mixed = plan([line('L', '10.00')], [dollars]);
  expect(mixed.obstacle).toContain('EUR and USD');
  expect(mixed.balance).toBeUndefined();
});

test('the law: no line gives more than it has, no item gets more than is meant', () => {
  const amount = fc.bigInt({ min: 1n, max: 100_000n }).map((minor) => toDecimal(money(minor, EUR)));
  const choice = fc.constantFrom<DifferenceChoice>('open', 'write-off', 'on-account');
  fc.assert(
    fc.property(
      fc.array(amount, { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(amount, fc.constantFrom('C1', 'C2')), { minLength: 1, maxLength: 5 }),
      choice,
      (received, owed, difference) => {
        const lines = received.map((each, index) => line(`L${index}`, each));
        const items = owed.map(([each, customer], index) => item(`I${index}`, each, { customer }));
        const { matches } = plan(lines, items, { difference });
        for (const { id, open } of lines) {
          const uses = matches
            .filter(({ bankEntry }) => bankEntry === id)
            .map(({ allocations, differences }) => {
              const of = (kind: string) => total(differences.filter((each) => each.kind === kind));
              return total(allocations) + of('on-account') - of('write-off');
            });
          expect(uses.every((each) => each > 0n)).toBe(true);
          expect(uses.reduce((sum, each) => sum + each, 0n) <= minor(open.amount)).toBe(true);
        }
        for (const { id, open } of items) {
          const claimed = matches.flatMap(({ allocations }) =>
            allocations.filter(({ openItem }) => openItem === id),
          );
          expect(total(claimed) <= minor(open.amount)).toBe(true);
        }
      },
    ),
  );
});

function total(amounts: readonly { readonly amount: string }[]): bigint {
  return amounts.reduce((sum, { amount }) => sum + minor(amount), 0n);
}

function minor(amount: string): bigint {
  return present(fromDecimal(amount, EUR), amount).minor;
}

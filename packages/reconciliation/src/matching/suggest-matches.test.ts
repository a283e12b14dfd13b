import { currency, parseBankingDay, present } from '@kontor/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideMatch } from './decide-match.ts';
import { suggestMatches } from './suggest-matches.ts';
import type { MatchingPolicy, OpenAmount, Receipt } from './types.ts';

const policy: MatchingPolicy = { automaticFrom: 90, tolerance: 5n, overpayment: 'on-account' };
const day = (text: string) => present(parseBankingDay(text), text);

function item(number: string, open: bigint, more: Partial<OpenAmount> = {}): OpenAmount {
  return {
    openItemId: `opn_${number}`,
    customer: 'C1',
    customerNames: ['Nordlicht Handels GmbH'],
    customerAccounts: ['DE89370400440532013000'],
    number,
    issueDay: day('2026-03-01'),
    open,
    version: 1,
    ...more,
  };
}

const elsewhere: Partial<OpenAmount> = {
  customer: 'C2',
  customerNames: ['Südwind AG'],
  customerAccounts: ['FR7630006000011234567890189'],
};

function receipt(amount: bigint, more: Partial<Receipt> = {}): Receipt {
  const nothing = { references: [], texts: [], payerNames: [] };
  return { currency: currency('EUR'), amount, ...nothing, ...more };
}

function outcome(money: Receipt, items: readonly OpenAmount[], as: MatchingPolicy = policy) {
  const decision = decideMatch(suggestMatches(money, items, as), as);
  if (decision.kind === 'ask') return decision.code;
  const { rule, allocations, difference, onAccount, uses } = decision.suggestion;
  const paid = allocations.map(({ openItemId, amount }) => `${openItemId.slice(4)} ${amount}`);
  return { rule, paid, difference, onAccount, uses };
}

const spent = { difference: 0n, onAccount: 0n };

describe('the story of a receipt', () => {
  const items = [item('RE-2026-0042', 119_000n), item('RE-2026-0043', 50_000n)];

  test('it names an invoice and pays it', () => {
    expect(outcome(receipt(119_000n, { texts: ['Rechnung RE-2026-0042'] }), items)).toEqual({
      rule: 'reference',
      paid: ['RE-2026-0042 119000'],
      uses: 119_000n,
      ...spent,
    });
  });

  test('it names two invoices and a credit note, and pays what remains', () => {
    const credit = item('GS-2026-0007', -19_000n);
    const texts = ['RE-2026-0042 / RE-2026-0043 abz. GS-2026-0007'];
    expect(outcome(receipt(150_000n, { texts }), [...items, credit])).toEqual({
      rule: 'reference',
      paid: ['GS-2026-0007 -19000', 'RE-2026-0042 119000', 'RE-2026-0043 50000'],
      uses: 150_000n,
      ...spent,
    });
  });

  test('it pays part of the invoice that it names', () => {
    expect(outcome(receipt(100_000n, { texts: ['RE-2026-0042'] }), items)).toMatchObject({
      paid: ['RE-2026-0042 100000'],
    });
  });

  test('a second one pays the rest', () => {
    const rest = [item('RE-2026-0042', 19_000n)];
    expect(outcome(receipt(19_000n, { texts: ['RE-2026-0042 Rest'] }), rest)).toMatchObject({
      paid: ['RE-2026-0042 19000'],
    });
  });

  test('it pays two cents short: written off within the tolerance', () => {
    expect(outcome(receipt(118_998n, { texts: ['RE-2026-0042'] }), items)).toMatchObject({
      paid: ['RE-2026-0042 119000'],
      difference: 2n,
    });
  });

  test('it pays too much: the rest stays on the account, or open, as the policy says', () => {
    const money = receipt(120_000n, { texts: ['RE-2026-0042'] });
    expect(outcome(money, items)).toMatchObject({ onAccount: 1_000n, uses: 120_000n });
    expect(outcome(money, items, { ...policy, overpayment: 'open' })).toMatchObject({
      onAccount: 0n,
      uses: 119_000n,
    });
  });

  test('it names several and pays too little for all: which is meant, a person decides', () => {
    expect(outcome(receipt(60_000n, { texts: ['RE-2026-0042, RE-2026-0043'] }), items)).toBe(
      'receipt_unsure',
    );
  });

  test('it names nothing, but comes from a known account with the amount of one item', () => {
    const money = receipt(50_000n, { payerAccount: 'DE89 3704 0044 0532 0130 00' });
    expect(outcome(money, items)).toMatchObject({
      rule: 'party-and-amount',
      paid: ['RE-2026-0043 50000'],
    });
  });

  test('it comes from a known account with the only sum that fits', () => {
    const three = [...items, item('RE-2026-0050', 7_000n)];
    const money = receipt(57_000n, { payerAccount: 'DE89370400440532013000' });
    expect(outcome(money, three)).toMatchObject({
      rule: 'sum-of-items',
      paid: ['RE-2026-0043 50000', 'RE-2026-0050 7000'],
    });
  });

  test('two sums fit: a person decides', () => {
    const owed = [10n, 20n, 14n, 16n].map((open, n) => item(`A-100${n}`, open * 100n));
    const money = receipt(3_000n, { payerAccount: 'DE89370400440532013000' });
    expect(outcome(money, owed)).toBe('receipt_without_match');
  });

  test('it comes from somebody of the same name, written otherwise', () => {
    const money = receipt(50_000n, { payerNames: ['NORDLICHT HANDELS GMBH & CO.'] });
    expect(outcome(money, items)).toMatchObject({ rule: 'party-and-amount' });
  });

  test('a name that is only similar is not enough', () => {
    const money = receipt(50_000n, { payerNames: ['Nordlich Handel'] });
    expect(outcome(money, items)).toBe('receipt_unsure');
  });

  test('the amount alone is never enough', () => {
    expect(outcome(receipt(50_000n), items)).toBe('receipt_unsure');
  });

  test('nothing fits', () => {
    expect(outcome(receipt(1n), items)).toBe('receipt_without_match');
  });

  test('two customers’ invoices are named: a person decides', () => {
    const both = [item('RE-2026-0042', 100n), item('RE-2026-0043', 200n, elsewhere)];
    const money = receipt(300n, { texts: ['RE-2026-0042 RE-2026-0043'] });
    expect(outcome(money, both)).toBe('receipt_ambiguous');
  });

  test('it hints at one item and comes from the owner of another: a person decides', () => {
    const both = [item('A-1000', 100n), item('48151', 100n, elsewhere)];
    const money = receipt(100n, { texts: ['48151'], payerAccount: 'DE89370400440532013000' });
    expect(outcome(money, both)).toBe('receipt_ambiguous');
  });

  test('two companies pay from one account: a person decides', () => {
    const shared = { customerAccounts: ['DE89370400440532013000'] };
    const both = [item('A-1000', 100n), item('B-1000', 100n, { ...elsewhere, ...shared })];
    const money = receipt(100n, { payerAccount: 'DE89370400440532013000' });
    expect(outcome(money, both)).toBe('receipt_ambiguous');
  });
});

describe('how payers write a number', () => {
  test.each([
    ['RE-2026-0042', 're 2026 0042'],
    ['RE-2026-0042', 'RE20260042'],
    ['RE-2026-0042', 'Inv.RE/2026/0042.'],
    ['RE-2026-0042', 'RE-2026-42'],
    ['RE-2026-0042', 'KD 17 RE-2026-0042 VIELEN DANK'],
    ['000471100', 'Rechnung 471100'],
    ['471100', 'Rechnung 0000471100 vom 3.3.'],
    ['INV000815', 'inv 815'],
    ['F/2026/03/17', 'facture F 2026 03 17'],
    ['Ä-1234', 'a1234'],
  ])('%s as “%s”', (number, text) => {
    const owed = [item(number, 100n), item('ZZ-9999-1', 100n, elsewhere)];
    expect(outcome(receipt(60n, { texts: [text] }), owed)).toMatchObject({
      paid: [`${number} 60`],
    });
  });

  test.each([
    ['RF18539007547034', 'RF18 5390 0754 7034'],
    ['539007547034', 'RF18539007547034'],
  ])('a creditor reference %s as “%s”', (paymentReference, reference) => {
    const owed = [item('X', 100n, { paymentReference })];
    expect(outcome(receipt(60n, { references: [reference] }), owed)).toMatchObject({
      paid: ['X 60'],
    });
  });

  test('digits of a creditor reference whose check digits are wrong name nothing', () => {
    const owed = [item('X', 100n, { paymentReference: '539007547034' })];
    expect(outcome(receipt(60n, { references: ['RF19539007547034X'] }), owed)).toBe(
      'receipt_without_match',
    );
  });

  test.each([
    ['2026', 'Zahlung 2026'],
    ['17', 'Kunde 17'],
    ['RE-2026-0042', 'Zahlung 20260042'],
  ])('%s in “%s” is a hint that counts only with the amount', (number, text) => {
    const owed = [item(number, 100n)];
    expect(outcome(receipt(60n, { texts: [text] }), owed)).toBe('receipt_without_match');
    expect(outcome(receipt(100n, { texts: [text] }), owed)).not.toBe('receipt_without_match');
  });
});

describe('the law', () => {
  const anyItem = fc.record({
    number: fc.integer({ min: 1, max: 30 }).map((n) => `RE-10${n}`),
    open: fc.bigInt({ min: -6n, max: 12n }),
    isElsewhere: fc.boolean(),
  });
  const anyItems = fc
    .uniqueArray(anyItem, { selector: ({ number }) => number, maxLength: 14 })
    .map((drafts) =>
      drafts.map(({ number, open, isElsewhere }) =>
        item(number, open, isElsewhere ? elsewhere : {}),
      ),
    );
  const anyReceipt = fc
    .record({
      amount: fc.bigInt({ min: 1n, max: 40n }),
      texts: fc.array(
        fc.integer({ min: 1, max: 30 }).map((n) => `RE 10${n}`),
        { maxLength: 3 },
      ),
      payer: fc.constantFrom('DE89370400440532013000', 'FR7630006000011234567890189', undefined),
      payerNames: fc.subarray(['Südwind AG', 'Nordlicht Handel', 'Jemand']),
    })
    .map(({ amount, texts, payer, payerNames }) =>
      receipt(amount, { texts, payerNames, ...(payer && { payerAccount: payer }) }),
    );
  const anyPolicy = fc.record({
    automaticFrom: fc.constantFrom(60, 90),
    tolerance: fc.bigInt({ min: 0n, max: 3n }),
    overpayment: fc.constantFrom('on-account' as const, 'open' as const),
  });
  const scene = fc.tuple(anyReceipt, anyItems, anyPolicy);

  test('no suggestion claims more than is open or than came in, and each adds up', () => {
    fc.assert(
      fc.property(scene, ([money, items, as]) => {
        const open = new Map(items.map((each) => [each.openItemId, each]));
        for (const each of suggestMatches(money, items, as)) {
          let claimed = 0n;
          for (const { openItemId, amount } of each.allocations) {
            const owed = present(open.get(openItemId), 'it is one of them');
            expect(owed.customer).toBe(each.customer);
            expect(amount > 0n).toBe(owed.open > 0n);
            expect(owed.open > 0n ? amount <= owed.open : amount >= owed.open).toBe(true);
            claimed += amount;
          }
          expect(each.uses > 0n && each.uses <= money.amount).toBe(true);
          expect(each.uses + each.difference - each.onAccount).toBe(claimed);
          const given = each.difference < 0n ? -each.difference : each.difference;
          expect(given <= as.tolerance).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('the order of the items does not matter', () => {
    fc.assert(
      fc.property(scene, fc.infiniteStream(fc.nat()), ([money, items, as], places) => {
        const shuffled = items
          .map((each) => ({ each, place: places.next().value as number }))
          .sort((left, right) => left.place - right.place)
          .map(({ each }) => each);
        const suggestions = suggestMatches(money, items, as);
        expect(suggestMatches(money, shuffled, as)).toEqual(suggestions);
      }),
    );
  });

  test('a number that names one item always matches, whoever paid and whatever the amount', () => {
    fc.assert(
      fc.property(scene, ([money, items, as]) => {
        const named = item('UNIQUE-77123', 9n, elsewhere);
        const said = { ...money, texts: ['paying unique 77123'] };
        const decision = decideMatch(suggestMatches(said, [...items, named], as), as);
        expect(decision).toMatchObject({
          kind: 'match',
          suggestion: { allocations: [{ openItemId: 'opn_UNIQUE-77123' }] },
        });
      }),
    );
  });

  test('an amount that fits several ways never matches by itself', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 50n }), fc.boolean(), (open, isKnown) => {
        const twins = [item('RE-101', open), item('RE-102', open)];
        const payer = isKnown ? { payerAccount: 'DE89370400440532013000' } : {};
        const decision = decideMatch(suggestMatches(receipt(open, payer), twins, policy), policy);
        expect(decision.kind).toBe('ask');
      }),
    );
  });
});
